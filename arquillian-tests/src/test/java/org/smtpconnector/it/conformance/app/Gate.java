package org.smtpconnector.it.conformance.app;

/** A gate before which beans wait. It is open at first. */
final class Gate {

    private static final Object MONITOR = new Object();
    private static final long LIMIT_MILLIS = 60_000;

    private static boolean closed;
    private static int waiting;
    private static int inside;
    private static int most;

    private Gate() {}

    /** Waits until the gate is open, at most a minute. */
    static void pass() {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        synchronized (MONITOR) {
            waiting++;
            try {
                while (closed && System.currentTimeMillis() < end) {
                    MONITOR.wait(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting--;
            }
        }
    }

    /** Counts a bean that is called and has not returned. */
    static void enter() {
        synchronized (MONITOR) {
            most = Math.max(most, ++inside);
        }
    }

    static void leave() {
        synchronized (MONITOR) {
            inside--;
        }
    }

    static void setClosed(boolean close) {
        synchronized (MONITOR) {
            closed = close;
            MONITOR.notifyAll();
        }
    }

    /** Returns how many beans wait before the gate. */
    static int waiting() {
        synchronized (MONITOR) {
            return waiting;
        }
    }

    /** Returns the greatest number of beans that were called at once. */
    static int most() {
        synchronized (MONITOR) {
            return most;
        }
    }
}
