package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Keeps every message, beside a bean that cannot be created. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "broken"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1")
        })
public class BrokenFirstInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), "first", null));
    }
}
