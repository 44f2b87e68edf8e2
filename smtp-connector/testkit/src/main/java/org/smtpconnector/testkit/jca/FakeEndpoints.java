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
 * A container's side of one message-driven bean: gives endpoints from a pool, starts and ends a transaction around a
 * delivery as Payara does, and records the order of calls: {@code create}, {@code before onMessage}, {@code onMessage},
 * {@code after}, {@code release}.
 */
public final class FakeEndpoints implements MessageEndpointFactory {

    private final List<String> calls;
    private final FakeTransactions transactions;
    private final Supplier<? extends SmtpMessageListener> beans;
    private final Class<?> beanClass;
    private int pool = Integer.MAX_VALUE;
    private boolean transacted = true;

    /**
     * With an unlimited pool, and container-managed transactions.
     *
     * @param calls where to record
     * @param transactions those that deliveries run in
     * @param beans makes a bean for each endpoint
     */
    public FakeEndpoints(
            List<String> calls, FakeTransactions transactions, Supplier<? extends SmtpMessageListener> beans) {
        this.calls = calls;
        this.transactions = transactions;
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

    /**
     * Says whether deliveries run in a transaction of the container.
     *
     * @param transacted false is NOT_SUPPORTED, or bean-managed
     */
    public void setTransacted(boolean transacted) {
        this.transacted = transacted;
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
        return transacted;
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
        private boolean between;

        Endpoint(SmtpMessageListener bean) {
            this.bean = bean;
        }

        @Override
        public void beforeDelivery(Method method) {
            calls.add("before " + method.getName());
            between = true;
            if (transacted) {
                transactions.begin();
            }
        }

        @Override
        public void afterDelivery() {
            calls.add("after");
            between = false;
            if (transacted) {
                transactions.end();
            }
        }

        @Override
        public void release() {
            if (between) {
                throw new IllegalStateException("released between beforeDelivery and afterDelivery");
            }
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
