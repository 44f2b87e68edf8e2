package org.smtpconnector.inbox.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.smtpconnector.inbox.send.Content;
import org.smtpconnector.inbox.send.Envelope;
import org.smtpconnector.inbox.send.MailSender;
import org.smtpconnector.inbox.send.OwnListener;
import org.smtpconnector.inbox.send.Releaser;
import org.smtpconnector.inbox.send.SendResult;
import org.smtpconnector.inbox.send.SmtpServer;
import org.smtpconnector.inbox.store.StoredMessage;

/** Sends for a request, and answers with a problem where nothing can be sent. */
@ApplicationScoped
class Sending {

    @Inject
    private OwnListener listener;

    @Inject
    private MailSender sender;

    @Inject
    private Releaser releaser;

    SendResult toListener(Envelope envelope, Content content) {
        SmtpServer server = listener.find()
                .orElseThrow(() -> problem(
                        Response.Status.SERVICE_UNAVAILABLE, "No listener of this server takes SMTP in clear now."));
        return unlessBusy(() -> sender.send(server, envelope, content));
    }

    SendResult release(StoredMessage message) {
        if (!releaser.isOn()) {
            throw problem(Response.Status.CONFLICT, "No server is configured to release to: see inbox.release.host.");
        }
        if (releaser.allowed(message).isEmpty()) {
            throw problem(Response.Status.CONFLICT, "No recipient of the message is on inbox.release.recipients.");
        }
        return unlessBusy(() -> releaser.release(message));
    }

    private static SendResult unlessBusy(Supplier<SendResult> send) {
        try {
            return send.get();
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
