package org.smtpconnector.it.conformance.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Overrides each hook but that of AUTH. The subject of the row says which of them were called. */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "hooks"))
public class HookInbox implements SmtpMessageListener {

    @Inject
    Mails mails;

    @Override
    public String onConnect(SmtpSession session, String greeting) {
        note(session, "connect");
        return "Hooked";
    }

    @Override
    public void onDisconnect(SmtpSession session) {
        mails.insert("plain", "disconnect", String.valueOf(session.attributes().get("hooks")));
    }

    @Override
    public String onHelo(SmtpSession session, String heloName, String greeting) throws SmtpRejectedException {
        if (heloName.equals("spammer.example")) {
            throw new SmtpRejectedException(550, "5.7.1", "Not you");
        }
        note(session, "helo");
        return "Hello " + heloName;
    }

    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
        note(session, "mail");
        return SmtpAddress.of("rewritten@example.org");
    }

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        if (recipient.localPart().equals("nobody")) {
            throw new SmtpRejectedException(550, "5.1.1", "Nobody here");
        }
        note(session, "rcpt");
        return new SmtpAddress("real", recipient.domain());
    }

    @Override
    public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
        note(session, "data");
        return "X-Before: added";
    }

    @Override
    public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
        note(session, "headers");
        return "X-After: " + headers.getHeader("X-Before")[0];
    }

    @Override
    public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
        note(session, "chunk");
    }

    @Override
    public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
        note(session, "unknown");
        return SmtpReply.of(502, "5.5.1", "Not " + command);
    }

    @Override
    public void onMessage(SmtpMessage message) {
        try {
            String after = message.mimeMessage().getHeader("X-After")[0];
            mails.insert(
                    "plain",
                    message.mimeMessage().getSubject(),
                    message.reversePath() + " " + message.recipients().get(0) + " " + after);
        } catch (MessagingException | SmtpRejectedException e) {
            throw new IllegalStateException(e);
        }
        message.setReply(SmtpReply.of(250, "2.6.0", "Taken"));
    }

    private static void note(SmtpSession session, String hook) {
        session.attributes().merge("hooks", hook, (before, next) -> before + " " + next);
    }
}
