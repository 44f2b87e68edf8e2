package org.smtpconnector.it.second;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.lang.ref.WeakReference;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * The bean of an application that comes and goes. It leaves a weak reference to its class loader at a place that outlives the
 * application, and touches all that could keep them: the content, Jakarta Mail, a hook.
 */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "second"))
public class SecondInbox implements SmtpMessageListener {

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
        return recipient;
    }

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        System.getProperties()
                .put(
                        "smtpconnector.test.application",
                        new WeakReference<>(getClass().getClassLoader()));
        try {
            message.mimeMessage().getSubject();
            message.openStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (jakarta.mail.MessagingException | java.io.IOException e) {
            throw new SmtpRejectedException(554, "5.6.0", "Cannot be read");
        }
    }
}
