package org.smtpconnector.inbox.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.smtpconnector.inbox.send.Content;
import org.smtpconnector.inbox.send.Envelope;
import org.smtpconnector.inbox.send.MailSender;
import org.smtpconnector.inbox.send.OwnListener;
import org.smtpconnector.inbox.send.SendResult;
import org.smtpconnector.inbox.send.SmtpServer;

/** Sends for a request, and answers with a problem where nothing can be sent. */
@ApplicationScoped
class Sending {

    @Inject
    private OwnListener listener;

    @Inject
    private MailSender sender;

    SendResult toListener(Envelope envelope, Content content) {
        SmtpServer server = listener.find()
                .orElseThrow(() -> problem(
                        Response.Status.SERVICE_UNAVAILABLE, "No listener of this server takes SMTP in clear now."));
        return to(server, envelope, content);
    }

    SendResult to(SmtpServer server, Envelope envelope, Content content) {
        try {
            return sender.send(server, envelope, content);
        } catch (MailSender.BusyException e) {
            throw new WebApplicationException(
                    e,
                    Problem.of(Response.Status.SERVICE_UNAVAILABLE, "Too many messages are being sent.")
                            .response());
        }
    }

    static WebApplicationException problem(Response.Status status, String detail) {
        return new WebApplicationException(Problem.of(status, detail).response());
    }
}
