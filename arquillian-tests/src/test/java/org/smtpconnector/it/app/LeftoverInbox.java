package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Begins and ends its transactions itself, and forgets to end some. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "leftover"))
@TransactionManagement(TransactionManagementType.BEAN)
public class LeftoverInbox implements SmtpMessageListener {

    @Resource
    UserTransaction transaction;

    @Inject
    SecondDatabase database;

    @Override
    public void onMessage(SmtpMessage message) {
        try {
            transaction.begin();
            database.insert(message.header("Subject").orElse(""));
            if (!message.recipients().get(0).localPart().equals("forget")) {
                transaction.commit();
            }
        } catch (NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw new IllegalStateException(e);
        }
    }
}
