package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * A container's side of one message-driven bean: gives endpoints from a pool, and records the order of calls: {@code
 * create}, {@code onMessage}, {@code onRcptTo}, {@code release}; {@code unavailable} if the pool is exhausted.
 */
public final class FakeEndpoints implements MessageEndpointFactory {

    private final List<String> calls;
    private final Supplier<? extends SmtpMessageListener> beans;
    private final Class<?> beanClass;
    private int pool = Integer.MAX_VALUE;

    /**
     * With an unlimited pool.
     *
     * @param calls where to record
     * @param beans makes a bean for each endpoint
     */
    public FakeEndpoints(List<String> calls, Supplier<? extends SmtpMessageListener> beans) {
        this.calls = calls;
        this.beans = beans;
        this.beanClass = beans.get().getClass();
    }

    /**
     * Bounds the pool.
     *
     * @param size endpoints at once; 0 gives none
     */
    public void setPool(int size) {
        pool = size;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (pool == 0) {
            calls.add("unavailable");
            throw new UnavailableException("the fake's pool is exhausted");
        }
        pool--;
        calls.add("create");
        return new Endpoint(beans.get());
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return true;
    }

    @Override
    public String getActivationName() {
        return "fake";
    }

    @Override
    public Class<?> getEndpointClass() {
        return beanClass;
    }

    private final class Endpoint implements MessageEndpoint, SmtpMessageListener {

        private final SmtpMessageListener bean;
        private boolean released;

        Endpoint(SmtpMessageListener bean) {
            this.bean = bean;
        }

        @Override
        public void beforeDelivery(Method method) {
            throw new UnsupportedOperationException("the adapter begins the transaction itself");
        }

        @Override
        public void afterDelivery() {
            throw new UnsupportedOperationException("the adapter begins the transaction itself");
        }

        @Override
        public void release() {
            if (released) {
                throw new IllegalStateException("released twice");
            }
            released = true;
            calls.add("release");
            pool++;
        }

        @Override
        public void onMessage(SmtpMessage message) throws SmtpRejectedException {
            calls.add("onMessage");
            bean.onMessage(message);
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
                throws SmtpRejectedException {
            calls.add("onRcptTo");
            return bean.onRcptTo(session, transaction, recipient);
        }
    }
}
