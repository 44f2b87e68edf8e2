package org.smtpconnector.it.conformance.app;

import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/** Writes the subject of each message into the list. */
@MessageDriven
public class SmokeInbox implements SmtpMessageListener {

    @Inject
    SmokeList list;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        try {
            list.add(message.mimeMessage().getSubject());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
