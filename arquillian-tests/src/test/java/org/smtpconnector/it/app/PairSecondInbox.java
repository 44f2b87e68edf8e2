package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/** The second of a pair: writes to the database that the recipient names second, and then does what it says. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "pair"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2")
        })
public class PairSecondInbox implements SmtpMessageListener {

    @Inject
    Databases databases;

    @Resource
    MessageDrivenContext context;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        String[] recipient = message.recipients().get(0).localPart().split("\\.", -1);
        databases.insert(recipient[1], message.header("Subject").orElse(""));
        switch (recipient[2]) {
            case "refuse" -> throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
            case "rollback" -> context.setRollbackOnly();
            case "runtime" -> throw new IllegalStateException("secret of the second bean");
            default -> {}
        }
    }
}
