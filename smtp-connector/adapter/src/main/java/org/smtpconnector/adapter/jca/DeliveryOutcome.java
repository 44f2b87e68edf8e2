package org.smtpconnector.adapter.jca;

import org.smtpconnector.api.SmtpReply;

/** How a call of the application ended. Known from the transaction, never from "no exception". */
sealed interface DeliveryOutcome {

    /** Every bean returned, and the transaction was committed. */
    record Committed() implements DeliveryOutcome {}

    /** A bean refused with a reply; everything was rolled back. */
    record Refused(SmtpReply reply, Throwable cause) implements DeliveryOutcome {}

    /** Everything was rolled back: a RuntimeException, or a failed commit. */
    record Failed(String what, Throwable cause) implements DeliveryOutcome {}

    /** A bean has set the transaction to rollback-only. */
    record RolledBack() implements DeliveryOutcome {}

    /** Nobody waited for it any more just before the commit; everything was rolled back. */
    record Vetoed() implements DeliveryOutcome {}

    /** The container has no endpoint to give at the moment; nothing was called. */
    record Exhausted(Throwable cause) implements DeliveryOutcome {}
}
