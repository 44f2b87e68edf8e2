package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import jakarta.mail.Session;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.work.WorkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.JournalKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.events.ManagedListener;
import org.smtpconnector.adapter.server.PeriodicTask;
import org.smtpconnector.adapter.server.ServerBindException;
import org.smtpconnector.adapter.server.SmtpServer;
import org.smtpconnector.adapter.server.SmtpServerGroup;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.api.SmtpStatus;

/**
 * A listener and the beans that get its mail. The port is bound with the first bean's activation, and connections are
 * accepted when the container has given an endpoint of every bean; until then clients wait in the operating system's queue
 * and lose nothing.
 */
final class ActiveListener implements SmtpApplication {

    private static final System.Logger LOG = System.getLogger(ActiveListener.class.getName());

    /** How exactly time-outs are kept, and how long an exhausted pool is left alone. */
    private static final Duration TICK = Duration.ofMillis(250);

    private final ListenerSettings settings;
    private final EndpointCalls calls;
    private final Works works;
    private final Session mailSession;
    private final LogWriter log;
    private final ListenerEvents events;
    private final DispatchQueue queue;

    /** Null if names are not looked up. */
    private final ReverseLookup reverseLookup;

    private final SmtpServer bound;
    private final PeriodicTask ticking;
    private final ManagedListener managed;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile Routing routing = Routing.NOBODY;
    private volatile boolean accepting;

    /**
     * Binds the port.
     *
     * @throws ServerBindException if that cannot be
     */
    ActiveListener(
            ListenerSettings settings,
            SmtpServerGroup transport,
            EndpointCalls calls,
            Works works,
            Session mailSession,
            Journal journal)
            throws ServerBindException {
        this.settings = settings;
        this.calls = calls;
        this.works = works;
        this.mailSession = mailSession;
        this.log = new LogWriter(works.tasks());
        this.events = new ListenerEvents(settings.name(), ring(settings, journal), log);
        this.queue = new DispatchQueue(
                works,
                hook -> events.dispatched(hook.methodName()),
                settings.get(LimitKeys.MAX_PROCESSINGS),
                settings.get(LimitKeys.MAX_QUEUED_PROCESSINGS));
        this.reverseLookup = settings.get(BindingKeys.REVERSE_LOOKUP)
                ? new ReverseLookup(works, ReverseLookup.SYSTEM, settings.get(TimeoutKeys.REVERSE_LOOKUP))
                : null;
        this.bound = transport.bind(settings, this);
        this.ticking = transport.scheduleWithFixedDelay(TICK, this::tick);
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

    /** The beans, for messages about them. */
    String beanNames() {
        return String.join(
                ", ", routing.beans().stream().map(SmtpActivation::beanName).toList());
    }

    boolean isUnused() {
        return routing.beans().isEmpty();
    }

    /** The beans that are there now. */
    Routing routing() {
        return routing;
    }

    /** Adds a bean; called by one thread at a time. */
    void add(SmtpActivation activation) {
        List<SmtpActivation> more = new ArrayList<>(routing.beans());
        more.add(activation);
        routing = new Routing(more);
        acceptWhenReady();
    }

    /**
     * Takes a bean away, and waits until it is not called any more, at most for the grace period; called by one thread at a
     * time.
     */
    void remove(SmtpActivation activation) {
        if (routing.beans().contains(activation)) {
            routing = new Routing(routing.beans().stream()
                    .filter(other -> other != activation)
                    .toList());
            if (!isUnused()) {
                queue.awaitReturn(activation, settings.get(TimeoutKeys.GRACE_PERIOD));
            }
        }
    }

    /** Ends everything; blocks until the last connection is closed, at most for the grace period and a little. */
    void close() {
        accepting = false;
        ticking.close();
        bound.close(settings.get(TimeoutKeys.GRACE_PERIOD));
        log.flush();
        managed.close();
    }

    private void tick() {
        log.tick();
        queue.tick();
        if (reverseLookup != null) {
            reverseLookup.tick();
        }
        if (!accepting) {
            acceptWhenReady();
        }
    }

    /**
     * Accepts connections once each bean has given an endpoint. On Payara asking for one blocks until the application has
     * started; where it fails instead, the next tick asks again.
     */
    private void acceptWhenReady() {
        SmtpActivation activation = routing.beans().stream()
                .filter(bean -> !bean.isReady())
                .findFirst()
                .orElse(null);
        if (activation == null) {
            accept();
        } else if (probing.compareAndSet(false, true)) {
            try {
                works.schedule(activation.loader(), null, () -> probe(activation));
            } catch (WorkException e) {
                probing.set(false);
                LOG.log(DEBUG, "The container's WorkManager has no thread yet", e);
            }
        }
    }

    private void probe(SmtpActivation activation) {
        try {
            calls.probe(activation);
            activation.setReady();
        } catch (UnavailableException | RuntimeException e) {
            LOG.log(DEBUG, () -> "No endpoint of " + activation.beanName() + " yet", e);
        } finally {
            probing.set(false);
        }
        if (activation.isReady()) {
            acceptWhenReady();
        }
    }

    private void accept() {
        if (!accepting && !isUnused()) {
            accepting = true;
            bound.accept();
            LOG.log(INFO, "Listener {0} accepts mail on {1} for {2}", settings.name(), bound.addresses(), beanNames());
        }
    }

    @Override
    public Conversation begin() {
        return new ListenerConversation(this, queue, calls, mailSession);
    }

    /** Finds the names of clients; null if that is not wanted. */
    ReverseLookup reverseLookup() {
        return reverseLookup;
    }

    /** When a question that comes now is too old, as {@link System#nanoTime()}. */
    long deadline() {
        return System.nanoTime() + settings.get(TimeoutKeys.PROCESSING).toNanos();
    }

    @Override
    public ListenerEvents events() {
        return events;
    }

    /** Whether one more connection, or one more message, would be refused. */
    private boolean isSaturated() {
        return bound.connections() >= settings.get(LimitKeys.MAX_CONNECTIONS) || queue.isFull();
    }

    SmtpStatus.Listener status() {
        return new SmtpStatus.Listener(
                settings.name(),
                bound.addresses(),
                accepting,
                isSaturated(),
                bound.connections(),
                queue.running(),
                queue.waiting(),
                events.counted(),
                settings.effective());
    }
}
