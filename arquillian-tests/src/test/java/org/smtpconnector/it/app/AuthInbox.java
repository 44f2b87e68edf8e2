package org.smtpconnector.it.app;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.security.enterprise.SecurityContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/** A bean whose caller is the SMTP user: notes under which names the container knows it. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "auth"))
public class AuthInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    MessageDrivenContext context;

    @Inject
    SecurityContext securityContext;

    @Inject
    MailersOnly mailersOnly;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        String caller;
        try {
            caller = mailersOnly.caller();
        } catch (EJBAccessException e) {
            throw new SmtpRejectedException(550, "5.7.1", "For mailers only");
        }
        String names = String.join(
                " ",
                caller,
                context.getCallerPrincipal().getName(),
                securityContext.getCallerPrincipal().getName(),
                message.session().authenticationId().orElse(""),
                message.session().groups().toString());
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), names, null));
    }
}
