package org.smtpconnector.inbox.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.api.SmtpRejectedException;

/**
 * Lets a few messages of several chunks be written at once, a few more wait for that, and refuses the others: each of them holds
 * one of the connector's processings, and small messages need some, too. Safe for use by several threads.
 */
final class LargeMessages {

    private final Semaphore places;
    private final Semaphore turns;
    private final Duration longestForPlace;
    private final Duration longestForTurn;

    /**
     * Makes one that nobody uses.
     *
     * @param atOnce the number of messages that are written at once
     * @param withWaiting the number of messages that are written or wait for it
     * @param longestForPlace the time after which a message is refused that may not even wait
     * @param longestForTurn the time after which a message is refused that waits
     */
    LargeMessages(int atOnce, int withWaiting, Duration longestForPlace, Duration longestForTurn) {
        this.places = new Semaphore(withWaiting, true);
        this.turns = new Semaphore(atOnce, true);
        this.longestForPlace = longestForPlace;
        this.longestForTurn = longestForTurn;
    }

    interface Writing<T> {
        T write() throws SmtpRejectedException;
    }

    /**
     * Writes a message when it is its turn.
     *
     * @throws SmtpRejectedException with 451 if there are too many before it
     */
    <T> T inTurn(Writing<T> writing) throws SmtpRejectedException {
        acquire(places, longestForPlace);
        try {
            acquire(turns, longestForTurn);
            try {
                return writing.write();
            } finally {
                turns.release();
            }
        } finally {
            places.release();
        }
    }

    private static void acquire(Semaphore semaphore, Duration longest) throws SmtpRejectedException {
        try {
            if (semaphore.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // RFC 3463 section 3.4: excessive load.
        throw new SmtpRejectedException(451, "4.3.2", "Too many large messages at once, try again later");
    }
}
