package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/** The second of two beans on a listener: writes to the second database, and then does what the recipient says. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "two"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "*@example.org, audit@*")
        })
public class TwoSecondInbox implements SmtpMessageListener {

    @Inject
    SecondDatabase database;

    @Resource
    MessageDrivenContext context;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        database.insert(message.header("Subject").orElse(""));
        String recipient = message.recipients().get(0).localPart();
        if (recipient.endsWith("refuse")) {
            throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
        } else if (recipient.endsWith("rollback")) {
            context.setRollbackOnly();
        } else if (recipient.endsWith("runtime")) {
            throw new IllegalStateException("secret of the second bean");
        }
    }
}
