package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpReply;

/** Keeps a message for each of its recipients, but for the one whose mailbox is closed. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "lmtp"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1")
        })
public class LmtpFirstInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        for (SmtpAddress recipient : message.recipients()) {
            if (recipient.localPart().equals("closed")) {
                message.setReply(recipient, SmtpReply.of(550, "5.2.1", "Mailbox closed"));
            } else {
                entityManager.persist(new StoredMail(message.header("Subject").orElse(""), recipient.toString(), null));
            }
        }
    }
}
