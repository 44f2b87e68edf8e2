package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final AtomicInteger pool = new AtomicInteger(Integer.MAX_VALUE);
    private final List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<Credential, CredentialValidationResult> identityStores;
    private volatile Consumer<String> observer = method -> {};

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
        pool.set(size);
    }

    /**
     * Says who answers in place of the default of {@link SmtpMessageListener#onAuthenticate}, which asks the application's
     * identity stores and works in a container only.
     *
     * @param stores answers for all of them; not null
     */
    public void setIdentityStores(Function<Credential, CredentialValidationResult> stores) {
        identityStores = stores;
    }

    /**
     * Sets an observer of the calls of the bean.
     *
     * @param observer gets the name of the method, on the thread of the call, before the bean is called; not null
     */
    public void setObserver(Consumer<String> observer) {
        this.observer = observer;
    }

    /**
     * Returns the exceptions that beans have thrown, in their order.
     *
     * @return a copy, not null
     */
    public List<Throwable> thrown() {
        synchronized (thrown) {
            return List.copyOf(thrown);
        }
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (pool.getAndUpdate(free -> Math.max(0, free - 1)) == 0) {
            calls.add("unavailable");
            throw new UnavailableException("the fake's pool is exhausted");
        }
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
            observer.accept(method.getName());
            if (identityStores != null && method.getName().equals("onAuthenticate") && !overrides(method)) {
                return identityStores.apply((Credential) arguments[1]);
            }
            try {
                method.setAccessible(true); // also of a test's own class, which need not be public
                return method.invoke(bean, arguments);
            } catch (InvocationTargetException e) {
                thrown.add(e.getCause());
                throw e.getCause();
            }
        }

        private boolean overrides(Method method) throws NoSuchMethodException {
            return beanClass
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass()
                    != SmtpMessageListener.class;
        }

        private Object release() {
            if (released) {
                throw new IllegalStateException("released twice");
            }
            released = true;
            calls.add("release");
            pool.incrementAndGet();
            return null;
        }
    }
}
