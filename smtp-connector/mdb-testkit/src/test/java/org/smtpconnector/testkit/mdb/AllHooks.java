package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** A bean that overrides every hook, and changes what it can. */
final class AllHooks extends Recording {

    AllHooks() {
        super("all");
    }

    @Override
    public String onConnect(SmtpSession session, String greeting) {
        note("onConnect");
        session.attributes().put("attribute", "kept");
        return "Welcome from all\r\n250 injected".substring(0, 16);
    }

    @Override
    public void onDisconnect(SmtpSession session) {
        note("onDisconnect");
    }

    @Override
    public String onHelo(SmtpSession session, String heloName, String greeting) {
        note("onHelo " + heloName);
        return "Hello " + heloName;
    }

    @Override
    public SmtpReply onUnknownCommand(SmtpSession session, String command, SmtpReply reply) {
        note("onUnknownCommand " + command);
        return SmtpReply.of(502, "5.5.1", "Not " + command);
    }

    @Override
    public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath) {
        note("onMailFrom " + reversePath);
        return SmtpAddress.of("rewritten@example.org");
    }

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
        note("onRcptTo " + recipient + " after " + session.errorCount() + " errors");
        return SmtpAddress.of("real@example.org");
    }

    @Override
    public String onDataStart(SmtpSession session, SmtpTransaction transaction) {
        note("onDataStart " + progress(transaction));
        return "X-Before: 1";
    }

    @Override
    public String onHeaders(SmtpSession session, SmtpTransaction transaction, InternetHeaders headers) {
        List<String> names = new ArrayList<>();
        headers.getAllHeaders().asIterator().forEachRemaining(header -> names.add(header.getName()));
        note("onHeaders " + names + ' ' + progress(transaction));
        return "X-After: 2\n";
    }

    @Override
    public void onData(SmtpSession session, SmtpTransaction transaction, ByteBuffer chunk) {
        note("onData " + StandardCharsets.US_ASCII.decode(chunk) + progress(transaction));
    }

    @Override
    public void onMessage(SmtpMessage message) {
        try {
            assertThat(message.size()).isEqualTo(message.openStream().readAllBytes().length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        note("onMessage from " + message.reversePath() + " to " + message.recipients() + ", attribute "
                + message.session().attributes().get("attribute") + ", " + progress(message.transaction()));
        message.setReply(SmtpReply.of(250, "2.6.0", "Taken"));
    }

    private static String progress(SmtpTransaction transaction) {
        return transaction.receivedOctets()
                + (transaction.isHeaderComplete() ? "+" : "-")
                + (transaction.receivingSince().isPresent() ? "+" : "-")
                + (transaction.receivedAt().isPresent() ? "+" : "-");
    }
}
