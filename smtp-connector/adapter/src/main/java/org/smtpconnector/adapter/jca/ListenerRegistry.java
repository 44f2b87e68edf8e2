package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.microprofile.config.Config;
import org.smtpconnector.adapter.config.AdapterKeys;
import org.smtpconnector.adapter.config.ConfigError;
import org.smtpconnector.adapter.config.ConfigurationException;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.SmtpConfiguration;
import org.smtpconnector.adapter.events.AuditLogs;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.server.ListenAddresses;
import org.smtpconnector.adapter.server.ServerBindException;
import org.smtpconnector.adapter.server.SmtpServerGroup;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpStatus;

/**
 * The listeners and the beans on them. A listener lives from the activation of its first bean to the deactivation of its
 * last; the event loops live while there is a listener.
 *
 * <p>Activation and deactivation exclude each other; the container does one at a time anyway.
 */
final class ListenerRegistry implements SmtpStatus {

    private static final System.Logger LOG = System.getLogger(ListenerRegistry.class.getName());

    private final ContainerServices container;
    private final ServerPlatform server;
    private final Map<String, ActiveListener> listeners = new ConcurrentSkipListMap<>();
    private final IdentityHashMap<MessageEndpointFactory, EndpointActivation> activations = new IdentityHashMap<>();
    private final HookChoices hooks = new HookChoices();
    private final Journal journal = new Journal();
    private final AuditLogs audits;
    private final Set<String> warned = new HashSet<>();
    private volatile SmtpServerGroup transport;

    ListenerRegistry(ContainerServices container, ServerPlatform server) {
        this.container = container;
        this.server = server;
        this.audits = new AuditLogs(container.works().tasks());
    }

    /**
     * Makes a bean active: all its listeners, or none.
     *
     * @throws ResourceException with everything that is wrong
     */
    synchronized void activate(MessageEndpointFactory factory, SmtpActivationSpec spec, Config config)
            throws ResourceException {
        EndpointActivation activation = new EndpointActivation(factory, spec, server.applicationStart(factory), hooks);
        List<ListenerSettings> wanted = settings(spec.listenerNames(), config);
        requireAgreement(activation, wanted);
        List<Exception> failures = new ArrayList<>();
        for (ListenerSettings settings : wanted) {
            if (!listeners.containsKey(settings.name())) {
                try {
                    listeners.put(
                            settings.name(),
                            new ActiveListener(settings, transport(settings), container, journal, audits));
                } catch (ServerBindException | RuntimeException e) {
                    failures.add(e); // also a failure nobody foresaw must leave no port bound
                }
            }
        }
        if (!failures.isEmpty()) {
            closeUnused();
            throw new ResourceAdapterInternalException(
                    String.join(
                            "; ", failures.stream().map(Throwable::getMessage).toList()),
                    failures.get(0));
        }
        wanted.forEach(settings -> listeners.get(settings.name()).add(activation));
        activations.put(factory, activation);
        ActivationChecks.log(activation, server);
    }

    synchronized void deactivate(MessageEndpointFactory factory) {
        EndpointActivation activation = activations.remove(factory);
        if (activation != null) {
            remove(activation);
            closeUnused();
        }
    }

    synchronized void close() {
        activations.values().forEach(this::remove);
        activations.clear();
        closeUnused();
        journal.close();
    }

    private void remove(EndpointActivation activation) {
        listeners.values().forEach(listener -> listener.withdraw(activation));
        listeners.values().forEach(listener -> listener.remove(activation));
    }

    /** Stops accepting, and lets the messages end that are being delivered; the beans stay where they are. */
    void drain() {
        listeners.values().forEach(ActiveListener::drain);
    }

    private List<ListenerSettings> settings(List<String> named, Config config) throws ResourceException {
        try {
            SmtpConfiguration configuration = SmtpConfiguration.read(config, named, this::addressMistakes);
            configuration.warnings().stream().filter(warned::add).forEach(warning -> LOG.log(WARNING, warning));
            return configuration.listeners();
        } catch (ConfigurationException e) {
            throw new NotSupportedException(e.getMessage(), e);
        }
    }

    private List<ConfigError> addressMistakes(List<ListenerSettings> wanted) {
        return ListenAddresses.errors(
                wanted.stream()
                        .filter(settings -> !listeners.containsKey(settings.name()))
                        .toList(),
                listeners.values().stream().map(ActiveListener::settings).toList());
    }

    /** A listener, and the adapter, have one set of settings: beans of several applications must mean the same. */
    private void requireAgreement(EndpointActivation activation, List<ListenerSettings> wanted)
            throws ResourceException {
        Set<String> mistakes = new LinkedHashSet<>();
        for (ListenerSettings settings : wanted) {
            for (ActiveListener listener : listeners.values()) {
                for (String difference : ListenerConfiguration.differences(listener.settings(), settings)) {
                    mistakes.add(difference + ": expected the same from " + listener.routing() + " and " + activation);
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new NotSupportedException("Applications disagree about a listener: " + String.join("; ", mistakes));
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
            audits.close();
            warned.clear(); // what is deployed next is told anew
        }
    }

    private SmtpServerGroup transport(ListenerSettings settings) {
        if (transport == null) {
            transport = new SmtpServerGroup(
                    settings.get(AdapterKeys.IO_THREADS),
                    container.works().tasks(),
                    settings.get(AdapterKeys.SPOOL_MEMORY_BUDGET));
        }
        return transport;
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
    public void callHooks(Class<? extends SmtpMessageListener> beanClass, Set<String> names) {
        hooks.choose(beanClass, names);
    }

    @Override
    public boolean isLive(Duration timeout) throws InterruptedException {
        SmtpServerGroup current = transport;
        return current == null || current.isLive(timeout);
    }
}
