package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.UserTransaction;
import javax.transaction.xa.XAResource;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.adapter.events.JfrEvents;
import org.smtpconnector.api.SmtpStatus;

/** The contract with the container for the adapter's own life: started, told of beans, stopped. */
public class SmtpResourceAdapter implements ResourceAdapter {

    private static final System.Logger LOG = System.getLogger(SmtpResourceAdapter.class.getName());

    private ServerPlatform server;
    private ListenerRegistry registry;
    private Thread shutdownHook;

    /** Not started. */
    public SmtpResourceAdapter() {
        // for the container
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        server = ServerPlatform.of(context);
        EndpointInvoker calls = new EndpointInvoker(context.getTransactionSynchronizationRegistry(), userTransaction());
        registry = new ListenerRegistry(
                new ContainerServices(
                        new WorkScheduler(context.getWorkManager(), server.adviceOnCallers()), calls, server.mail()),
                server);
        JfrEvents.register(); // after all that can fail
        // The server stops session beans before it tells of anything here, and messages that come then would fail.
        // A hook hears of the end early enough to stop accepting.
        shutdownHook = new Thread(registry::drain, "smtp-connector-drain");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        LOG.log(
                INFO,
                "The SMTP connector has started on {0}; it listens when a message-driven bean is deployed",
                server);
    }

    @Override
    public void stop() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            LOG.log(DEBUG, "The virtual machine is shutting down: the hook runs already");
        }
        registry.close();
        JfrEvents.unregister();
        LOG.log(INFO, "The SMTP connector has stopped");
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof SmtpActivationSpec smtpSpec)) {
            throw new NotSupportedException("Not an activation of the SMTP connector: " + spec);
        }
        // Not every server does this by itself.
        smtpSpec.validate();
        ActivationChecks.requireKnownProperties(factory.getEndpointClass());
        registry.activate(factory, smtpSpec, configuration(factory));
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        registry.deactivate(factory);
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0]; // mail has nothing to recover: what was not acknowledged the client sends again
    }

    /**
     * Returns the state of the adapter.
     *
     * @return not null
     * @throws IllegalStateException before {@link #start}
     */
    public SmtpStatus status() {
        if (registry == null) {
            throw new IllegalStateException("The SMTP connector has not been started");
        }
        return registry;
    }

    /**
     * Returns the configuration of an application.
     *
     * @param factory of one of its beans
     * @return not null
     * @throws ResourceException if the server has no MicroProfile Config
     */
    protected Config configuration(MessageEndpointFactory factory) throws ResourceException {
        return server.configuration(factory.getEndpointClass().getClassLoader());
    }

    /**
     * Returns the object with which the transactions around the beans are begun.
     *
     * @return not null
     * @throws ResourceAdapterInternalException if the server has none
     */
    protected UserTransaction userTransaction() throws ResourceAdapterInternalException {
        return server.userTransaction();
    }

    /**
     * Compares by identity (Jakarta Connectors 2.1, section 19.4.2, wants both methods): an adapter has no properties, and the listeners
     * of one are not those of another.
     */
    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
