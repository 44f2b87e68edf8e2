package org.smtpconnector.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.mail.internet.InternetHeaders;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.ByteBuffer;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Overrides every hook, changes what it can, and refuses what has a certain name. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "listeners", propertyValue = "hooks"),
            @ActivationConfigProperty(propertyName = "priority", propertyValue = "1"),
            @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "2")
        })
public class HookedInbox implements SmtpMessageListener {

    @AroundInvoke
    Object note(InvocationContext call) throws Exception {
        Calls.note("hooked", call.getMethod().getName());
        return call.proceed();
    }

    @Override
    public String onConnect(SmtpSession session, String greeting) {
        session.attributes().put("seen", "at the beginning");
        return "Hooked";
    }

    @Override
    public void onDisconnect(SmtpSession session) {
        // only noted
    }

    @Override
    public String onHelo(SmtpSession session, String heloName, String greeting) throws SmtpRejectedException {
        if (heloName.equals("spammer.example")) {
            throw new SmtpRejectedException(550, "5.7.1", "Not you");
        }
        return "Hello " + heloName;
    }

    @Override
    public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
        return new CredentialValidationResult("somebody");
    }

    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
            throws SmtpRejectedException {
        if (reversePath.localPart().equals("spammer")) {
            throw new SmtpRejectedException(550, "5.1.8", "Not from there");
        }
        return SmtpAddress.of("rewritten@example.org");
    }

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient)
            throws SmtpRejectedException {
        if (recipient.localPart().equals("nobody")) {
            throw new SmtpRejectedException(550, "5.1.1", "Nobody here");
        }
        return new SmtpAddress("real", recipient.domain());
    }

    @Override
    public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
        return "X-Before: " + session.attributes().get("seen");
    }

    @Override
    public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers)
            throws SmtpRejectedException {
        if (headers.getHeader("X-Spam") != null) {
            throw new SmtpRejectedException(554, "5.7.1", "Not such a header");
        }
        return "X-After: " + headers.getHeader("X-Before")[0].length();
    }

    @Override
    public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk)
            throws SmtpRejectedException {
        if (chunk.get(chunk.limit() - 3) == '!') {
            throw new SmtpRejectedException(554, "5.6.0", "Not so loud");
        }
    }

    @Override
    public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
        return SmtpReply.of(502, "5.5.1", "Not " + command);
    }

    @Override
    public void onMessage(SmtpMessage message) {
        message.setReply(SmtpReply.of(250, "2.6.0", "Taken"));
    }
}
