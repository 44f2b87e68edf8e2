package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** A bean that is active: what the container gave at activation, and what was found out about the bean's class once. */
final class EndpointActivation {

    private final MessageEndpointFactory factory;
    private final Class<?> beanClass;
    private final List<RecipientPattern> recipients;
    private final String recipientText;
    private final int priority;
    private final Set<Hook> overridden;
    private final HookChoices.Choice choice;
    private final int maxCalls;
    private final AtomicInteger calls = new AtomicInteger();
    private final ApplicationStart applicationStart;
    private volatile boolean ready;
    private volatile boolean active = true;

    EndpointActivation(
            MessageEndpointFactory factory,
            SmtpActivationSpec spec,
            ApplicationStart applicationStart,
            HookChoices choices) {
        this.factory = factory;
        this.beanClass = factory.getEndpointClass();
        this.recipients = spec.recipientPatterns();
        this.recipientText = LogSafe.escape(spec.getRecipients());
        this.priority = spec.getPriority();
        this.overridden = Hook.overriddenBy(beanClass);
        this.choice = choices.of(beanClass);
        this.applicationStart = applicationStart;
        this.maxCalls = spec.getMaxConcurrency() == 0 ? Integer.MAX_VALUE : spec.getMaxConcurrency();
    }

    MessageEndpointFactory factory() {
        return factory;
    }

    /** The application's class loader: the context class loader for all that runs in its name. */
    ClassLoader loader() {
        return beanClass.getClassLoader();
    }

    String beanName() {
        return beanClass.getName();
    }

    /** The bean and its application, as far as the server tells, for messages about both. */
    @Override
    public String toString() {
        String activation = factory.getActivationName();
        return activation == null ? beanName() : beanName() + " (" + activation + ")";
    }

    /** Returns the patterns of the recipients that the bean wants, as they are configured. */
    String recipients() {
        return recipientText;
    }

    /** Hooks run, and messages are delivered, from the lowest to the highest. */
    int priority() {
        return priority;
    }

    /** Tells whether the hook is worth a dispatch. */
    boolean wants(Hook hook) {
        return overridden.contains(hook) && choice.has(hook);
    }

    /** Tells whether the bean wants this recipient's mail. */
    boolean claims(SmtpAddress recipient) {
        for (RecipientPattern pattern : recipients) {
            if (pattern.matches(recipient)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether the container calls the bean in the adapter's transaction. If not, all that is known is that it returned. */
    boolean isTransacted() {
        try {
            return factory.isDeliveryTransacted(SmtpMessageListener.class.getMethod("onMessage", SmtpMessage.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // it is there
        }
    }

    /** Tells whether there is a bound on its calls. */
    boolean isBounded() {
        return maxCalls < Integer.MAX_VALUE;
    }

    /** Counts a call that is about to begin; false if there are as many as there may be. From any thread. */
    boolean tryAcquire() {
        if (calls.incrementAndGet() <= maxCalls) {
            return true;
        }
        calls.decrementAndGet();
        return false;
    }

    /** A call has ended. */
    void release() {
        calls.decrementAndGet();
    }

    /** Returns whether the bean's application has started; to be asked before the first endpoint is created. */
    boolean hasApplicationStarted() {
        return applicationStart.hasStarted();
    }

    /** Returns whether the application has started and the container has given an endpoint once. */
    boolean isReady() {
        return ready;
    }

    void setReady() {
        ready = true;
    }

    /** Tells whether the bean may still be called: false once its deactivation has begun. */
    boolean isActive() {
        return active;
    }

    void setInactive() {
        active = false;
    }
}
