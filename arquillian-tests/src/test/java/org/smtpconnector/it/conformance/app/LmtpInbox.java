package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** Adds a row for each recipient but the one whose mailbox is full. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "lmtp"))
public class LmtpInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Override
    public void onMessage(SmtpMessage message) {
        for (SmtpAddress recipient : message.recipients()) {
            if (recipient.localPart().equals("full")) {
                message.setReply(recipient, SmtpReply.of(452, "4.2.2", "Mailbox full"));
            } else {
                mails.insert("plain", message.header("Subject").orElse(""), recipient.localPart());
            }
        }
    }
}
