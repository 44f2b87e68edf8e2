package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import org.smtpconnector.api.SmtpMessageListener;

/**
 * A container's side of one message-driven bean: gives endpoints from a pool, and records the order of calls: {@code
 * create}, the name of each hook, {@code release}; {@code unavailable} if the pool is exhausted.
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
        return (MessageEndpoint) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, SmtpMessageListener.class},
                new Endpoint(beans.get()));
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

    /** As a container does it: a proxy that has the methods of both interfaces. */
    private final class Endpoint implements InvocationHandler {

        private final SmtpMessageListener bean;
        private boolean released;

        Endpoint(SmtpMessageListener bean) {
            this.bean = bean;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == SmtpMessageListener.class) {
                return call(method, arguments);
            }
            return switch (method.getName()) {
                case "release" -> release();
                case "beforeDelivery", "afterDelivery" ->
                    throw new UnsupportedOperationException("the adapter begins the transaction itself");
                default -> method.invoke(this, arguments);
            };
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            calls.add(method.getName());
            try {
                return method.invoke(bean, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private Object release() {
            if (released) {
                throw new IllegalStateException("released twice");
            }
            released = true;
            calls.add("release");
            pool++;
            return null;
        }
    }
}
