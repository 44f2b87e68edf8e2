package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** Takes some of the recipients too, into the other database, and finds the mailbox of one of them full. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "lmtp"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "*@second.example")
        })
public class LmtpSecondInbox implements SmtpMessageListener {

    @Inject
    SecondDatabase database;

    @Override
    public void onMessage(SmtpMessage message) {
        for (SmtpAddress recipient : message.recipients()) {
            if (recipient.localPart().equals("full")) {
                message.setReply(recipient, SmtpReply.of(452, "4.2.2", "Mailbox full"));
            } else {
                database.insert(message.header("Subject").orElse(""));
            }
        }
    }
}
