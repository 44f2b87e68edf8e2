package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.mail.Session;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.adapter.config.ConfigurationException;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.transport.ListenException;
import org.smtpconnector.adapter.transport.SmtpTransport;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpStatus;

/**
 * The listeners and the beans on them. A listener lives from the activation of its first bean to the deactivation of its
 * last; the event loops live while there is a listener.
 *
 * <p>Activation and deactivation exclude each other; the container does one at a time anyway.
 */
final class ListenerRegistry implements SmtpStatus {

    private static final System.Logger LOG = System.getLogger(ListenerRegistry.class.getName());

    private final Works works;
    private final EndpointCalls calls;
    private final Session mailSession;
    private final Map<String, ActiveListener> listeners = new ConcurrentSkipListMap<>();
    private final IdentityHashMap<MessageEndpointFactory, SmtpActivation> activations = new IdentityHashMap<>();
    private final Journal journal = new Journal();
    private volatile SmtpTransport transport;

    ListenerRegistry(Works works, EndpointCalls calls, Session mailSession) {
        this.works = works;
        this.calls = calls;
        this.mailSession = mailSession;
    }

    /**
     * Makes a bean active: all its listeners, or none.
     *
     * @throws ResourceException with everything that is wrong
     */
    synchronized void activate(MessageEndpointFactory factory, SmtpActivationSpec spec, Config config)
            throws ResourceException {
        SmtpActivation activation = new SmtpActivation(factory, spec);
        List<ListenerSettings> wanted = settings(spec.listenerNames(), config);
        requireAgreement(activation, wanted);
        List<ActiveListener> joined = new ArrayList<>();
        try {
            for (ListenerSettings settings : wanted) {
                ActiveListener listener = listeners.get(settings.name());
                if (listener == null) {
                    listener = new ActiveListener(settings, transport(), calls, works, mailSession, journal);
                    listeners.put(settings.name(), listener);
                }
                joined.add(listener);
            }
        } catch (ListenException e) {
            closeUnused();
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        }
        joined.forEach(listener -> listener.add(activation));
        activations.put(factory, activation);
    }

    synchronized void deactivate(MessageEndpointFactory factory) {
        SmtpActivation activation = activations.remove(factory);
        if (activation != null) {
            activation.setInactive();
            listeners.values().forEach(listener -> listener.remove(activation));
            closeUnused();
        }
    }

    synchronized void close() {
        activations.values().forEach(SmtpActivation::setInactive);
        activations.values().forEach(activation -> listeners.values().forEach(listener -> listener.remove(activation)));
        activations.clear();
        closeUnused();
        journal.close();
    }

    /** Stops accepting, and lets the messages end that are being delivered; the beans stay where they are. */
    void drain() {
        listeners.values().forEach(ActiveListener::close);
    }

    private static List<ListenerSettings> settings(List<String> names, Config config) throws ResourceException {
        List<ListenerSettings> settings = new ArrayList<>();
        List<ConfigurationException.Mistake> mistakes = new ArrayList<>();
        for (String name : names) {
            try {
                ListenerSettings read = ListenerConfiguration.read(config, name);
                read.warnings().forEach(warning -> LOG.log(WARNING, warning));
                settings.add(read);
            } catch (ConfigurationException e) {
                mistakes.addAll(e.mistakes());
            }
        }
        if (!mistakes.isEmpty()) {
            ConfigurationException all = new ConfigurationException(mistakes);
            throw new NotSupportedException(all.getMessage(), all);
        }
        return settings;
    }

    /** A listener has one set of settings: beans of several applications must mean the same. */
    private void requireAgreement(SmtpActivation activation, List<ListenerSettings> wanted) throws ResourceException {
        List<String> mistakes = new ArrayList<>();
        for (ListenerSettings settings : wanted) {
            ActiveListener listener = listeners.get(settings.name());
            if (listener == null) {
                continue;
            }
            for (String difference : ListenerConfiguration.differences(listener.settings(), settings)) {
                mistakes.add(difference + ": expected the same from " + listener.beanNames() + " and "
                        + activation.beanName());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new NotSupportedException("Beans disagree about a listener: " + String.join("; ", mistakes));
        }
    }

    private void closeUnused() {
        listeners.values().removeIf(listener -> {
            if (listener.isUnused()) {
                listener.close();
            }
            return listener.isUnused();
        });
        if (listeners.isEmpty() && transport != null) {
            transport.close();
            transport = null;
        }
    }

    private SmtpTransport transport() {
        if (transport == null) {
            transport = new SmtpTransport(ioThreads(), works.tasks());
        }
        return transport;
    }

    /** Each takes a thread of the container's pool; the work on them is a few microseconds for each message. */
    private static int ioThreads() {
        return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Override
    public List<Listener> listeners() {
        return listeners.values().stream().map(ActiveListener::status).toList();
    }

    @Override
    public SmtpJournal journal() {
        return journal;
    }

    @Override
    public boolean isLive(Duration timeout) throws InterruptedException {
        SmtpTransport current = transport;
        return current == null || current.isLive(timeout);
    }
}
