package org.smtpconnector.adapter.jca;

import org.smtpconnector.api.SmtpReply;

/**
 * How a call of the application ended. Known from the transaction, never from "no exception".
 *
 * @param <T> what the call returns
 */
sealed interface DeliveryOutcome<T> {

    /** Every bean returned, and the transaction was committed. */
    record Committed<T>(T value) implements DeliveryOutcome<T> {}

    /** A bean refused with a reply; everything was rolled back. */
    record Refused<T>(SmtpReply reply, Throwable cause) implements DeliveryOutcome<T> {}

    /**
     * Everything was rolled back: a RuntimeException, rollback-only, or a failed commit.
     *
     * @param cause null if the container does not tell
     */
    record Failed<T>(String what, Throwable cause) implements DeliveryOutcome<T> {}

    /** Nobody waited for it any more just before the commit; everything was rolled back. */
    record Vetoed<T>() implements DeliveryOutcome<T> {}

    /** The container has no endpoint to give at the moment; nothing was called. */
    record Exhausted<T>(Throwable cause) implements DeliveryOutcome<T> {}

    /**
     * The same outcome for another type.
     *
     * @param value what to return if it was committed
     */
    default <R> DeliveryOutcome<R> map(R value) {
        if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.reply(), refused.cause());
        }
        if (this instanceof Failed<T> failed) {
            return new Failed<>(failed.what(), failed.cause());
        }
        if (this instanceof Exhausted<T> exhausted) {
            return new Exhausted<>(exhausted.cause());
        }
        return this instanceof Vetoed<T> ? new Vetoed<>() : new Committed<>(value);
    }
}
