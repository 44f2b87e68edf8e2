package org.smtpconnector.adapter.session;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds out that a client takes too long: for what is expected of it next, or for all. What it does in time costs a look at
 * the clock; the one timer wakes up as often as the shortest of the times, and sees whether anything is over. For use on one
 * event loop.
 */
final class ConnectionWatchdog implements Runnable {

    private final Runnable onExpiry;
    private EventExecutor executor;
    private long shortest;
    private long allowed;
    private long deadline;
    private long end;
    private boolean endless;
    private long lastHeard;
    private boolean heard;
    private boolean lastLook;
    private Future<?> scheduled;

    /**
     * @param onExpiry called when the time is over, and again after as long a time, until {@link #expect} or {@link #stop}
     */
    ConnectionWatchdog(Runnable onExpiry) {
        this.onExpiry = onExpiry;
    }

    /**
     * Begins to count, from now.
     *
     * @param total of the session
     * @param least of all times that will be expected
     */
    void start(EventExecutor loop, Duration total, Duration least) {
        executor = loop;
        shortest = Math.min(least.toNanos(), total.toNanos());
        long now = now();
        end = now + total.toNanos();
        lastHeard = now;
        deadline = now + shortest;
        schedule(now);
    }

    /** Something new is expected of the client, from now. */
    void expect(Duration time) {
        allowed = time.toNanos();
        deadline = now() + allowed;
    }

    /** Only this is expected, and nothing else any more. */
    void expectLast(Duration time) {
        stop();
        endless = true;
        shortest = time.toNanos();
        expect(time);
        schedule(deadline - allowed);
    }

    /**
     * A part has come of what is expected. It lengthens the time, but to no more than the whole of it from now.
     *
     * @param time for which this part is enough, in nanoseconds
     */
    void part(double time) {
        long whole = now() + allowed;
        deadline = time >= whole - deadline ? whole : deadline + (long) time;
    }

    /** The client has sent something. */
    void heard() {
        heard = true;
        lastHeard = now();
    }

    /** Tells whether the client has sent anything in the last nanoseconds. */
    boolean hasHeardWithin(long nanos) {
        return heard && now() - lastHeard < nanos;
    }

    /** Tells whether the time of the session is over. Only the first call says so: then there is no end any more. */
    boolean takeEnd() {
        boolean over = !endless && now() - end >= 0;
        endless |= over;
        return over;
    }

    private long now() {
        return executor.ticker().nanoTime();
    }

    void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    @Override
    public void run() {
        long now = now();
        boolean over = now - deadline >= 0;
        if (over && !lastLook) {
            // The loop may have been busy with others: what this client has sent may be there, and is read before the
            // next look.
            lastLook = true;
            scheduled = executor.schedule(this, 0, TimeUnit.NANOSECONDS);
            return;
        }
        lastLook = false;
        if (over) {
            deadline = now + Math.max(allowed, shortest);
        }
        schedule(now);
        if (over || (!endless && now - end >= 0)) {
            onExpiry.run();
        }
    }

    private void schedule(long now) {
        long next = Math.min(shortest, deadline - now);
        if (!endless && end - now > 0) {
            next = Math.min(next, end - now);
        }
        scheduled = executor.schedule(this, next, TimeUnit.NANOSECONDS);
    }
}
