package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpDecision;

/** From the outcome of a call to what the client hears and what the log says. */
final class Outcomes {

    private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

    private final SmtpTransaction transaction;

    Outcomes(SmtpTransaction transaction) {
        this.transaction = transaction;
    }

    SmtpDecision decision(DeliveryOutcome<SmtpDecision> outcome) {
        if (outcome instanceof DeliveryOutcome.Committed<SmtpDecision> committed) {
            return committed.value();
        }
        if (outcome instanceof DeliveryOutcome.Refused<SmtpDecision> refused) {
            LOG.log(DEBUG, () -> "Transaction " + transaction.id() + " was refused by the bean", refused.cause());
            return new SmtpDecision.Answer(refused.reply());
        }
        if (outcome instanceof DeliveryOutcome.Failed<SmtpDecision> failed) {
            // The id is all that the client hears; the cause is under it here.
            LOG.log(
                    WARNING,
                    "Transaction " + transaction.id() + " was answered 451 4.3.0 and rolled back: " + failed.what(),
                    failed.cause());
            return new SmtpDecision.Answer(Replies.failure(transaction.id()));
        }
        if (outcome instanceof DeliveryOutcome.Exhausted<SmtpDecision> exhausted) {
            LOG.log(DEBUG, () -> "No endpoint for transaction " + transaction.id(), exhausted.cause());
            return unavailable();
        }
        return timedOut();
    }

    SmtpDecision unavailable() {
        return new SmtpDecision.Answer(Replies.BUSY);
    }

    SmtpDecision timedOut() {
        LOG.log(WARNING, "Transaction " + transaction.id() + " took too long, or its client has gone: rolled back");
        return new SmtpDecision.Answer(Replies.PROCESSING_TIMEOUT);
    }
}
