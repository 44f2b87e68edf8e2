package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.testkit.jca.FakeEndpoints;

/** A container's side of one bean, in which creating and releasing an endpoint do besides what a test says. */
final class FaultyEndpoints implements MessageEndpointFactory {

    static final Runnable NO_FAULT = () -> {};

    /** Run before an endpoint is created. */
    volatile Runnable beforeCreate = NO_FAULT;

    /** Run after an endpoint was released. */
    volatile Runnable afterRelease = NO_FAULT;

    private final FakeEndpoints endpoints;

    FaultyEndpoints(List<String> calls, Supplier<? extends SmtpMessageListener> beans) {
        this.endpoints = new FakeEndpoints(calls, beans);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        beforeCreate.run();
        MessageEndpoint endpoint = endpoints.createEndpoint(resource);
        return (MessageEndpoint) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, SmtpMessageListener.class},
                (proxy, method, arguments) -> invoke(endpoint, method, arguments));
    }

    private Object invoke(MessageEndpoint endpoint, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(endpoint, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            if (method.getName().equals("release")) {
                afterRelease.run();
            }
        }
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
        return "faulty";
    }

    @Override
    public Class<?> getEndpointClass() {
        return endpoints.getEndpointClass();
    }
}
