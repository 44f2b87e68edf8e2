package org.smtpconnector.inbox.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.api.SmtpJournal;

/**
 * Reads the connector's journal from its first entry on, until it is stopped, whatever fails meanwhile. Each kind of failure is
 * logged once. For one run.
 */
final class JournalFollower implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(JournalFollower.class.getName());
    private static final int AT_ONCE = 100;

    /** The time that the end of the application may have to wait for. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** Takes entries. */
    interface Keeper {

        /**
         * Takes the entries of one read.
         *
         * @param entries at least one, in their order
         * @throws InterruptedException if the thread is interrupted
         */
        void keep(List<SmtpJournal.Entry> entries) throws InterruptedException;
    }

    private final Supplier<SmtpJournal> journal;
    private final Keeper keeper;
    private final Duration pause;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** The kinds of failures that have been logged. */
    private final Set<Class<?>> failures = new HashSet<>();

    private long last;

    /**
     * Creates a follower.
     *
     * @param journal may throw
     * @param keeper takes the entries; entries that make it throw are not read again
     * @param pause the time between a failure and the next attempt
     */
    JournalFollower(Supplier<SmtpJournal> journal, Keeper keeper, Duration pause) {
        this.journal = journal;
        this.keeper = keeper;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (!isStopped()) {
                try {
                    read();
                } catch (RuntimeException e) {
                    if (failures.add(e.getClass())) {
                        LOGGER.log(Level.SEVERE, "Cannot read the connector's journal, trying again", e);
                    }
                    pause(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        List<SmtpJournal.Entry> entries = journal.get().entriesAfter(last, AT_ONCE, WAIT);
        if (!entries.isEmpty()) {
            last = entries.get(entries.size() - 1).sequence();
            keeper.keep(entries);
        }
    }

    /** Ends the run after the entries that are being kept. */
    void stop() {
        stopping.countDown();
    }

    boolean isStopped() {
        return stopping.getCount() == 0;
    }

    /**
     * Waits, but not longer than until the stop.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void pause(Duration time) throws InterruptedException {
        stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
