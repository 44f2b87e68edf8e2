package org.smtpconnector.inbox.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpStatus;

/** Looks at the listeners every few seconds and remembers ten minutes of it. */
@ApplicationScoped
public class StatusHistory {

    /** Between two samples. */
    public static final int INTERVAL_SECONDS = 5;

    private static final int KEPT = 10 * 60 / INTERVAL_SECONDS;
    private static final double NANOS_PER_MILLI = 1e6;

    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    SmtpStatus status;

    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Deque<StatusSample> samples = new ArrayDeque<>();
    private Future<?> sampling;
    private long delivered;
    private long refused;
    private long deliveries;
    private double totalMillis;
    private double maxMillis;

    @PostConstruct
    void start() {
        sampling = timer.scheduleAtFixedRate(this::sample, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Being called is enough: the samples begin with the application.
    }

    @PreDestroy
    void stop() {
        sampling.cancel(false);
    }

    /** Counts a transaction that has ended, if beans had to do with it. */
    synchronized void ended(SmtpJournal.Entry entry) {
        Duration time = entry.queued().plus(entry.processing());
        if (!time.isZero()) {
            double millis = time.toNanos() / NANOS_PER_MILLI;
            deliveries++;
            totalMillis += millis;
            maxMillis = Math.max(maxMillis, millis);
        }
    }

    void sample() {
        sample(status.listeners(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    synchronized void sample(List<SmtpStatus.Listener> listeners, Instant now) {
        long deliveredNow =
                listeners.stream().mapToLong(SmtpStatus.Listener::delivered).sum();
        long refusedNow =
                listeners.stream().mapToLong(SmtpStatus.Listener::refused).sum();
        samples.addLast(new StatusSample(
                now,
                listeners.stream().mapToInt(SmtpStatus.Listener::connections).sum(),
                listeners.stream().mapToInt(SmtpStatus.Listener::processings).sum(),
                listeners.stream().mapToInt(SmtpStatus.Listener::waiting).sum(),
                // A listener that was bound anew counts from zero.
                Math.max(0, deliveredNow - delivered),
                Math.max(0, refusedNow - refused),
                deliveries,
                deliveries == 0 ? null : totalMillis / deliveries,
                deliveries == 0 ? null : maxMillis));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
        delivered = deliveredNow;
        refused = refusedNow;
        deliveries = 0;
        totalMillis = 0;
        maxMillis = 0;
    }

    /** Oldest first. */
    public synchronized List<StatusSample> samples() {
        return List.copyOf(samples);
    }

    /** When the application was. */
    public Instant startedAt() {
        return startedAt;
    }
}
