package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Overrides no hook, and keeps what the bean before it made of the message. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "hooks, plain"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "2")
        })
public class PlainInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @AroundInvoke
    Object note(InvocationContext call) throws Exception {
        Calls.note("plain", call.getMethod().getName());
        return call.proceed();
    }

    @Override
    public void onMessage(SmtpMessage message) {
        String seen = String.join(
                " ",
                message.reversePath().toString(),
                message.recipients().toString(),
                message.header("X-Before").orElse("-"),
                message.header("X-After").orElse("-"));
        entityManager.persist(new StoredMail(message.header("Subject").orElse(""), seen, null));
    }
}
