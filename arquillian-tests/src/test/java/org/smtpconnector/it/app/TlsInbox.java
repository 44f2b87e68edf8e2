package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpTls;

/** Notes how a message came: with which version of TLS, and from whom. */
@MessageDriven(
        activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "starttls,implicit"))
public class TlsInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        String how = message.session().tls().map(SmtpTls::protocol).orElse("in clear") + " by "
                + message.session().authenticationId().orElse("nobody");
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), how, null));
    }
}
