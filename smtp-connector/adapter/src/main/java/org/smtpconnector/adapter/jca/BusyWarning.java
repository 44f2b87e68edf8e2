package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
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
     * @param late the calls that found no bean; at least one
     * @param running the number of calls that run
     * @param max {@code max-processings}
     * @param permits the number of calls that may run, as far as the container's pools allow
     */
    void warn(long now, List<Invocation> late, int running, int max, int permits) {
        if (warned && now - last < PAUSE) {
            return;
        }
        warned = true;
        last = now;
        String limit = permits < max
                ? "the server had no bean or thread for more than " + permits
                : running < max ? "a bean has its maxConcurrency" : "max-processings is " + max;
        // Made at once: a line that waits for a log that hangs must not keep the call, which has the message.
        String line =
                "No bean was free within timeout.processing for " + late.get(0).name() + ", and for "
                        + (late.size() - 1) + " more: " + running + " calls of beans are running, and " + limit;
        log.add(LOG, WARNING, () -> line, null);
    }
}
