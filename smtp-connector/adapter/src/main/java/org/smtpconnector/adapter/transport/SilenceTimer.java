package org.smtpconnector.adapter.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds out that a client has been silent for too long. Hearing from it costs a look at the clock; only when the time may
 * be over is the timer set anew, for the rest. For use on one event loop.
 */
final class SilenceTimer implements Runnable {

    private final Runnable onSilence;
    private EventExecutor executor;
    private long timeout;
    private long lastHeard;
    private Future<?> scheduled;

    /**
     * @param onSilence called once; {@link #start} begins anew
     */
    SilenceTimer(Runnable onSilence) {
        this.onSilence = onSilence;
    }

    /** Begins to count, from now. */
    void start(EventExecutor loop, Duration time) {
        stop();
        executor = loop;
        timeout = time.toNanos();
        heard();
        schedule(timeout);
    }

    void heard() {
        lastHeard = System.nanoTime();
    }

    /** Nanoseconds since the client was last heard of. */
    long silence() {
        return System.nanoTime() - lastHeard;
    }

    void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    @Override
    public void run() {
        long left = timeout - silence();
        if (left > 0) {
            schedule(left);
        } else {
            scheduled = null;
            onSilence.run();
        }
    }

    private void schedule(long nanos) {
        scheduled = executor.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }
}
