package org.smtpconnector.adapter.events;

import java.util.List;
import org.smtpconnector.api.SmtpJournal.Outcome;

/**
 * What came of asking beans something, for whoever watches; the client hears only the decision.
 *
 * @param result how it ended
 * @param beans the names of their classes
 * @param queuedNanos how long it waited for them
 * @param processingNanos how long they, and the commit, took; 0 if they were not called
 */
public record Handling(Result result, List<String> beans, long queuedNanos, long processingNanos) {

    /** How it ended. */
    public enum Result {
        /** All returned, and their transaction was committed. */
        COMMITTED,
        /** One refused with a reply. */
        REFUSED,
        /** One failed, or the commit did. */
        FAILED,
        /** One has set the transaction to rollback-only. */
        ROLLED_BACK,
        /** It took too long. */
        TIMED_OUT,
        /** The client had gone before the commit. */
        UNWANTED,
        /** There was no endpoint or no thread in time, or the bean is gone. */
        UNAVAILABLE
    }

    /** Copies the list. */
    public Handling {
        beans = List.copyOf(beans);
    }

    /**
     * What became of that about which beans were asked.
     *
     * @param handling null if it was not they who decided
     * @param positive whether the reply was
     */
    static Outcome outcome(Handling handling, boolean positive) {
        if (positive) {
            return Outcome.ACCEPTED;
        }
        if (handling == null) {
            return Outcome.REFUSED;
        }
        return switch (handling.result()) {
            case COMMITTED -> Outcome.REFUSED;
            case REFUSED -> Outcome.REFUSED_BY_BEAN;
            case FAILED -> Outcome.FAILED;
            case ROLLED_BACK -> Outcome.ROLLED_BACK;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case UNWANTED -> Outcome.DISCONNECTED;
            case UNAVAILABLE -> Outcome.UNAVAILABLE;
        };
    }
}
