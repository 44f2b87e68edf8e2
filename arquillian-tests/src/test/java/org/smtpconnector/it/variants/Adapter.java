package org.smtpconnector.it.variants;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAResource;

/** A resource adapter that only measures: once all beans are there, on the container's threads. */
public class Adapter implements ResourceAdapter {

    private static final int BEANS = 4;

    private final Map<String, MessageEndpointFactory> beans = new ConcurrentHashMap<>();
    private BootstrapContext context;
    private UserTransaction userTransaction;

    @Override
    @SuppressWarnings("BanJNDI") // a name of the platform's
    public void start(BootstrapContext with) throws ResourceAdapterInternalException {
        context = with;
        try {
            userTransaction = (UserTransaction) new InitialContext().lookup("java:comp/UserTransaction");
        } catch (NamingException e) {
            throw new ResourceAdapterInternalException(e);
        }
    }

    @Override
    public void stop() {
        // the measurement is over
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        beans.put(((Spec) spec).getName(), factory);
        if (beans.size() == BEANS) {
            Measurement measurement = new Measurement(
                    Map.copyOf(beans),
                    context.getTransactionSynchronizationRegistry(),
                    userTransaction,
                    context.getWorkManager());
            context.getWorkManager().scheduleWork(new Task(measurement));
        }
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        beans.remove(((Spec) spec).getName());
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    // For the container: an adapter without configuration is like any other.

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(Adapter.class);
    }

    /** Runs something as a Work. */
    record Task(Runnable task) implements Work {

        @Override
        public void run() {
            task.run();
        }

        @Override
        public void release() {
            // it ends by itself
        }
    }
}
