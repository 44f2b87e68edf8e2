package org.smtpconnector.it.conformance.app;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** A session bean that a message-driven bean calls, and that wants the transaction to be rolled back. */
@Stateless
public class Deeper {

    @Resource
    SessionContext context;

    @Inject
    Mails mails;

    /** Has the caller's transaction rolled back. */
    public void rollBack() {
        context.setRollbackOnly();
    }

    /** Adds a row in a transaction of its own, which is rolled back. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void rollBackItsOwn(String database, String subject) {
        mails.insert(database, subject, "inner");
        context.setRollbackOnly();
    }
}
