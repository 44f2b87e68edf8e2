package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.JournalKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.events.AuditLog;
import org.smtpconnector.adapter.events.AuditLogs;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.events.ManagedListener;
import org.smtpconnector.adapter.server.PeriodicTask;
import org.smtpconnector.adapter.server.ServerBindException;
import org.smtpconnector.adapter.server.SmtpServer;
import org.smtpconnector.adapter.server.SmtpServers;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.api.SmtpStatus;

/**
 * A listener and the beans that get its mail. The port is bound with the first bean's activation, and connections are accepted when the
 * applications of all beans have started; until then clients wait in the operating system's queue and lose nothing. A bean that is
 * activated later gets mail from the moment when its application has started, and keeps nobody else's mail waiting.
 */
final class ActiveListener implements SmtpApplication {

    private static final System.Logger LOG = System.getLogger(ActiveListener.class.getName());

    /** The precision of time-outs, and the time for which an exhausted pool is left alone. */
    private static final Duration TICK = Duration.ofMillis(250);

    private final ListenerSettings settings;
    private final LogWriter log;
    private final AuditLog audit;
    private final ListenerEvents events;
    private final DeliveryLifecycle calls;
    private final Readiness readiness;
    private final HookRouter.Beans beans;
    private final SmtpServer server;
    private final PeriodicTask ticking;
    private final ManagedListener managed;
    private volatile Routing routing = Routing.NOBODY;
    private volatile boolean accepting;
    private boolean draining;
    private boolean closed;

    /**
     * Binds the port.
     *
     * @throws ServerBindException if the port cannot be bound
     */
    ActiveListener(
            ListenerSettings settings,
            SmtpServers servers,
            ContainerServices container,
            Journal journal,
            AuditLogs audits)
            throws ServerBindException {
        this.settings = settings;
        this.log = new LogWriter(container.works().tasks());
        this.audit = audits.of(settings, log);
        this.events = new ListenerEvents(settings.name(), ring(settings, journal), log, audit);
        this.calls = new DeliveryLifecycle(
                container,
                servers::schedule,
                hook -> events.called(hook.methodName()),
                log,
                settings.get(LimitKeys.MAX_PROCESSINGS),
                settings.get(LimitKeys.MAX_QUEUED_PROCESSINGS));
        this.readiness = new Readiness(container, this::acceptIfStarted);
        ReverseLookup reverseLookup = settings.get(BindingKeys.REVERSE_LOOKUP)
                ? new ReverseLookup(
                        container.works(), log, ReverseLookup.SYSTEM, settings.get(TimeoutKeys.REVERSE_LOOKUP))
                : null;
        this.beans = new HookRouter.Beans(
                this::routing, calls, reverseLookup, settings.get(TimeoutKeys.PROCESSING), container.mail());
        this.server = servers.bind(settings, this);
        this.ticking = servers.scheduleWithFixedDelay(TICK, this::tick);
        this.managed = ManagedListener.of(settings.name(), this::status);
    }

    /** Null if nothing is to be kept. */
    private static Journal.Ring ring(ListenerSettings settings, Journal journal) {
        int size = settings.get(JournalKeys.SIZE);
        return size == 0 ? null : journal.ring(settings.name(), size, settings.get(JournalKeys.MEMORY));
    }

    ListenerSettings settings() {
        return settings;
    }

    boolean isUnused() {
        return routing.activated().isEmpty();
    }

    /** Returns the beans that are there now. */
    Routing routing() {
        return routing;
    }

    /** Returns the lifecycle of the calls of the beans. */
    DeliveryLifecycle calls() {
        return calls;
    }

    /** Adds a bean. */
    void add(EndpointActivation activation) {
        synchronized (this) {
            List<EndpointActivation> more = new ArrayList<>(routing.activated());
            more.add(activation);
            routing = new Routing(more);
        }
        if (activation.isReady()) {
            acceptIfStarted(); // it was found ready for another listener
        } else {
            readiness.awaitStart(activation);
        }
    }

    /**
     * Gives a bean no more mail, and ends the listener's sessions if it was the last bean; does nothing if the listener does not have the bean.
     * Blocks for the grace period and a little at most.
     */
    void withdraw(EndpointActivation activation) {
        boolean last;
        synchronized (this) {
            if (!routing.activated().contains(activation)) {
                return;
            }
            last = routing.activated().size() == 1;
            if (!last) {
                route(activation);
            }
        }
        if (last) {
            drain(); // the sessions' beans are told of the end, so that the bean is still there
            synchronized (this) {
                route(activation);
            }
        } else {
            acceptIfStarted(); // the bean may have been the only one whose application had not started
        }
    }

    /**
     * Takes a bean away from this and all other listeners, and waits until the bean is not called any more; for the grace period at most. A bean
     * of several listeners is withdrawn from each before it is removed from the first, so that it hears of the end of all its sessions.
     */
    void remove(EndpointActivation activation) {
        withdraw(activation);
        activation.setInactive();
        if (!calls.awaitReturn(activation, settings.get(TimeoutKeys.GRACE_PERIOD))) {
            LOG.log(
                    WARNING,
                    "Listener {0}: {1} has not returned within the grace period, and may still run",
                    settings.name(),
                    activation.beanName());
        }
    }

    private void route(EndpointActivation without) {
        routing = new Routing(
                routing.activated().stream().filter(other -> other != without).toList());
    }

    /** Stops accepting, and ends the sessions; blocks until the last connection is closed, at most for the grace period and a little. */
    void drain() {
        synchronized (this) {
            accepting = false;
            draining = true;
        }
        server.close(settings.get(TimeoutKeys.GRACE_PERIOD));
    }

    /** Ends everything; to be called when no bean is left. The clock goes on until here, so that time-outs hold while draining. */
    void close() {
        drain();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        ticking.close();
        log.flush();
        audit.flush();
        managed.close();
    }

    private void tick() {
        log.tick();
        audit.tick();
        calls.tick();
        readiness.tick();
        if (beans.reverseLookup() != null) {
            beans.reverseLookup().tick();
        }
    }

    /** Accepts connections if the applications of all beans have started, and gives mail to those that have. */
    private void acceptIfStarted() {
        boolean all;
        synchronized (this) {
            routing = new Routing(routing.activated());
            all = !routing.activated().isEmpty() && routing.activated().stream().allMatch(EndpointActivation::isReady);
            if (!all || accepting || draining) {
                return;
            }
            accepting = true;
        }
        server.accept();
        LOG.log(
                INFO,
                "Listener {0} accepts mail on {1} for {2}",
                settings.name(),
                server.addresses(),
                routing.withRecipients());
    }

    @Override
    public ApplicationSession begin() {
        return new HookRouter(beans);
    }

    @Override
    public ListenerEvents events() {
        return events;
    }

    /** Tells whether one more connection, or one more message, would be refused. */
    private boolean isSaturated() {
        return server.connections() >= settings.get(LimitKeys.MAX_CONNECTIONS) || calls.isFull();
    }

    SmtpStatus.Listener status() {
        return new SmtpStatus.Listener(
                settings.name(),
                server.addresses(),
                accepting,
                isSaturated(),
                server.connections(),
                calls.running(),
                calls.waiting(),
                events.counted(),
                settings.effective());
    }
}
