package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** A bean whose pool has one instance (glassfish-ejb-jar.xml), on a listener that lets a message wait for two seconds. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "small"))
public class SmallPoolInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        String recipient = message.recipients().get(0).localPart();
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), recipient, null));
        if (recipient.equals("slow")) {
            Gate.pass();
        }
    }
}
