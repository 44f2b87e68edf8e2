package org.smtpconnector.it.conformance.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** A CDI bean in the transaction of the message. */
@ApplicationScoped
public class Transacted {

    /** Throws what has the transaction rolled back (Jakarta Transactions, section 3.7). */
    @Transactional
    public void fail() {
        throw new IllegalStateException("secret of the CDI bean");
    }
}
