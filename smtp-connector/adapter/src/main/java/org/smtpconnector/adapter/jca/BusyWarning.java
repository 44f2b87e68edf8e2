package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import org.smtpconnector.adapter.events.LogWriter;

/** The warning that calls find no bean in time, with the limit that keeps them waiting; once a minute at most. From one thread at a time. */
final class BusyWarning {

    private static final System.Logger LOG = System.getLogger(BusyWarning.class.getName());
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LogWriter log;
    private boolean warned;
    private long last;

    BusyWarning(LogWriter log) {
        this.log = log;
    }

    /**
     * Warns, unless it has done so within the last minute.
     *
     * @param now the time
     * @param call one of the calls that found no bean
     * @param count the number of these calls
     * @param running the number of calls that run
     * @param max {@code max-processings}
     * @param permits the number of calls that may run, as far as the container's pools allow
     */
    void warn(long now, Invocation call, int count, int running, int max, int permits) {
        if (warned && now - last < PAUSE) {
            return;
        }
        warned = true;
        last = now;
        String limit = permits < max
                ? "the server had no bean or thread for more than " + permits
                : running < max ? "a bean has its maxConcurrency" : "max-processings is " + max;
        log.add(
                LOG,
                WARNING,
                () -> "No bean was free within timeout.processing for " + call + ", and for " + (count - 1) + " more: "
                        + running + " calls of beans are running, and " + limit,
                null);
    }
}
