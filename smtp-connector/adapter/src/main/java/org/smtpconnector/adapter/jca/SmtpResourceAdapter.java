package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import jakarta.mail.Session;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.UserTransaction;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAResource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.adapter.events.JfrEvents;
import org.smtpconnector.api.SmtpStatus;

/** The contract with the container for the adapter's own life: started, told of beans, stopped. */
public class SmtpResourceAdapter implements ResourceAdapter {

    private static final System.Logger LOG = System.getLogger(SmtpResourceAdapter.class.getName());

    private ListenerRegistry registry;
    private Thread shutdownHook;

    /** Not started. */
    public SmtpResourceAdapter() {
        // for the container
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        EndpointInvoker calls = new EndpointInvoker(context.getTransactionSynchronizationRegistry(), userTransaction());
        registry = new ListenerRegistry(
                new ContainerServices(new WorkScheduler(context.getWorkManager()), calls, mailSession()));
        JfrEvents.register(); // after all that can fail
        // The server stops session beans before it tells of anything here, and messages that come then would fail.
        // A hook hears of the end early enough to stop accepting.
        shutdownHook = new Thread(registry::drain, "smtp-connector-drain");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        LOG.log(INFO, "The SMTP connector has started; it listens when a message-driven bean is deployed");
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
     * How the adapter is.
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
     * The configuration of an application.
     *
     * @param factory of one of its beans
     * @return not null
     */
    protected Config configuration(MessageEndpointFactory factory) {
        // By the application's class loader: on another thread or with another loader its properties file is not seen.
        return ConfigProvider.getConfig(factory.getEndpointClass().getClassLoader());
    }

    /**
     * What the transactions around the beans are begun with.
     *
     * @return not null
     * @throws ResourceAdapterInternalException if the server has nothing
     */
    @SuppressWarnings("BanJNDI") // a name of the platform's, never one from outside
    protected UserTransaction userTransaction() throws ResourceAdapterInternalException {
        try {
            return (UserTransaction) new InitialContext().lookup("java:comp/UserTransaction");
        } catch (NamingException e) {
            throw new ResourceAdapterInternalException(
                    "This server gives a resource adapter no java:comp/UserTransaction, and without it"
                            + " the outcome of a delivery cannot be known",
                    e);
        }
    }

    /** Made here and not for a message, since it keeps what it finds through the context class loader. */
    private static Session mailSession() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SmtpResourceAdapter.class.getClassLoader());
        try {
            return Session.getInstance(new Properties());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
