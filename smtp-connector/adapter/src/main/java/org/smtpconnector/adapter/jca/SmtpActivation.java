package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** A bean that is active: what the container gave at activation, and what was found out about the bean's class once. */
final class SmtpActivation {

    private static final Method ON_RCPT_TO =
            method("onRcptTo", SmtpSession.class, SmtpTransaction.class, SmtpAddress.class);

    private final MessageEndpointFactory factory;
    private final Class<?> beanClass;
    private final boolean overridesRcptTo;
    private volatile boolean ready;

    SmtpActivation(MessageEndpointFactory factory) {
        this.factory = factory;
        this.beanClass = factory.getEndpointClass();
        this.overridesRcptTo = overrides(beanClass, ON_RCPT_TO);
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

    /** Whether {@code onRcptTo} is worth a dispatch. */
    boolean overridesRcptTo() {
        return overridesRcptTo;
    }

    /** Whether the container has given an endpoint once: the application has started. */
    boolean isReady() {
        return ready;
    }

    void setReady() {
        ready = true;
    }

    private static boolean overrides(Class<?> beanClass, Method hook) {
        try {
            return beanClass.getMethod(hook.getName(), hook.getParameterTypes()).getDeclaringClass()
                    != SmtpMessageListener.class;
        } catch (NoSuchMethodException e) {
            // A bean class need not implement the interface by name if the descriptor says that it does; then it cannot
            // have the default either, and what the container does with the call is for the container to decide.
            return false;
        }
    }

    private static Method method(String name, Class<?>... parameters) {
        try {
            return SmtpMessageListener.class.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
