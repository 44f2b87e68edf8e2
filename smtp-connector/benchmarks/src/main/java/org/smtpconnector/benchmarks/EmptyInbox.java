package org.smtpconnector.benchmarks;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** A bean that does nothing: what is measured is the way to it. Asked from the null reverse-path, it tells what that was. */
@MessageDriven
public class EmptyInbox implements SmtpMessageListener {

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Override
    public void onMessage(SmtpMessage message) {
        if (message.reversePath().isNull()) {
            String transaction = transactions.getTransactionStatus() == Status.STATUS_ACTIVE ? "in a" : "without";
            message.setReply(SmtpReply.of(
                    250, "2.0.0", "thread " + Thread.currentThread().getName() + ", " + transaction + " transaction"));
        }
    }
}
