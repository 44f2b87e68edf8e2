package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;

/** From what went wrong in a call to what the client hears and what the log says. */
final class Outcomes {

    /** There was no endpoint or no thread in time. */
    static final HookResult UNAVAILABLE = new HookResult.Answer(Replies.BUSY);

    private static final HookResult TIMED_OUT = new HookResult.Answer(Replies.PROCESSING_TIMEOUT);
    private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

    private final String id;

    /**
     * @param id of the session or transaction, which the client hears and the log has
     */
    Outcomes(String id) {
        this.id = id;
    }

    HookResult decision(DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.Refused refused) {
            LOG.log(DEBUG, () -> "Transaction " + id + " was refused by the bean", refused.cause());
            return new HookResult.Answer(refused.reply());
        }
        if (outcome instanceof DeliveryOutcome.Failed failed) {
            // The id is all that the client hears; the cause is under it here.
            LOG.log(
                    WARNING,
                    "Transaction " + id + " was answered 451 4.3.0 and rolled back: " + failed.what(),
                    failed.cause());
            return new HookResult.Answer(Replies.failure(id));
        }
        if (outcome instanceof DeliveryOutcome.RolledBack) {
            LOG.log(WARNING, "Transaction {0} was answered 451 4.3.0: the bean has set it to rollback-only", id);
            return new HookResult.Answer(Replies.failure(id));
        }
        if (outcome instanceof DeliveryOutcome.Exhausted exhausted) {
            LOG.log(DEBUG, () -> "No endpoint for transaction " + id, exhausted.cause());
            return UNAVAILABLE;
        }
        return timedOut();
    }

    HookResult timedOut() {
        LOG.log(
                WARNING,
                "Transaction {0} took longer than timeout.processing, or its client has gone: rolled back",
                id);
        return TIMED_OUT;
    }
}
