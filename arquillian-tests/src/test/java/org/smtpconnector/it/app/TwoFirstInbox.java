package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** The first of two beans on a listener: writes to the first database. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "two"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1"),
            @ActivationConfigProperty(propertyName = "recipients", propertyValue = "*@example.org")
        })
public class TwoFirstInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        String recipients = message.recipients().toString();
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), recipients, null));
        if (recipients.contains("flush")) {
            entityManager.flush();
        }
    }
}
