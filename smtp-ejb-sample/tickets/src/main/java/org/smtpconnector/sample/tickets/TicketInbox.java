package org.smtpconnector.sample.tickets;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.sql.SQLException;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.duplicates.SmtpDuplicates;

/** Opens a ticket for each message to {@code support@…}, or adds the message to the ticket that its subject names. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "recipients", propertyValue = "support@*"))
public class TicketInbox implements SmtpMessageListener {

    @Inject
    SmtpDuplicates duplicates;

    @Inject
    Tickets tickets;

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        try {
            if (duplicates.record(message).isEmpty()) {
                return; // It has a ticket: the client has only not heard the reply.
            }
            String subject = message.mimeMessage().getSubject();
            long ticket = tickets.add(
                    message.reversePath().toString(),
                    subject == null ? "" : subject,
                    MailText.of(message.mimeMessage()));
            message.setReply(SmtpReply.of(250, "2.0.0", "Ticket #" + ticket));
        } catch (SQLException | IOException | MessagingException e) {
            throw new IllegalStateException(e); // The client hears 451 and sends the message again.
        }
    }
}
