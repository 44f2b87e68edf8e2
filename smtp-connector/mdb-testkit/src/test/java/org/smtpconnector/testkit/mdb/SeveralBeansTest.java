package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Beans on one listener see what they claimed, in their order, and take a message together or not at all. */
class SeveralBeansTest {

    private final List<String> notes = new CopyOnWriteArrayList<>();

    private static Map<String, String> config(String recipients, int priority) {
        return Map.of("recipients", recipients, "priority", Integer.toString(priority));
    }

    @Test
    void beansRunInTheirOrderAndTheNextSeesWhatTheFormerMadeOfIt() {
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(new Rewriting("second"), config("*", 2))
                .bean(new Rewriting("first"), config("*", 1))
                .start()) {
            kit.hold(Dialogues.message("a@example.org", "250 2.0.0"));
        }
        assertThat(notes)
                .containsExactly(
                        "first.onRcptTo a@example.org",
                        "second.onRcptTo a.first@example.org",
                        "first.onMessage [a.first.second@example.org]",
                        "second.onMessage [a.first.second@example.org]");
    }

    @Test
    void aBeanSeesTheRecipientsThatItClaimed() {
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(new Recording("support", notes), config("support@*", 1))
                .bean(new Recording("all", notes), config("*@example.org", 2))
                .start()) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<sender@example.org>
                    S: 250 *
                    C: RCPT TO:<support@example.org>
                    S: 250 *
                    C: RCPT TO:<support@example.com>
                    S: 250 *
                    C: RCPT TO:<other@example.com>
                    S: 550 5.1.1 *
                    C: RCPT TO:<other@example.org>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: .
                    S: 250 2.0.0 *
                    """);
        }
        assertThat(notes)
                .containsExactly(
                        "support.onMessage [support@example.org, support@example.com]",
                        "all.onMessage [support@example.org, other@example.org]");
    }

    @Test
    void claimsOfOneMessageAreNotThoseOfTheNext() {
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(new Recording("a", notes), config("a@*", 1))
                .bean(new Recording("b", notes), config("b@*", 2))
                .start()) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<sender@example.org>
                    S: 250 *
                    C: RCPT TO:<a@example.org>
                    S: 250 *
                    C: RSET
                    S: 250 *
                    C: MAIL FROM:<sender@example.org>
                    S: 250 *
                    C: RCPT TO:<b@example.org>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: .
                    S: 250 2.0.0 *
                    """);
        }
        assertThat(notes).containsExactly("b.onMessage [b@example.org]");
    }

    @Test
    void ifOneOfSeveralBeansRefusesNothingIsKept() {
        Recording refusing = new Recording("refusing", notes) {
            @Override
            public void onMessage(SmtpMessage message) throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.7.1", "Not wanted");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(new Recording("first", notes), config("*", 1))
                .bean(refusing, config("*", 2))
                .start()) {
            kit.hold(Dialogues.message("a@example.org", "550 5.7.1 Not wanted"));

            assertThat(kit.calls())
                    .containsExactly(
                            "create", "create", "begin", "onMessage", "onMessage", "rollback", "release", "release");
        }
    }

    private final class Rewriting extends Recording {

        Rewriting(String name) {
            super(name, notes);
        }

        @Override
        public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
            note("onRcptTo " + recipient);
            return new SmtpAddress(recipient.localPart() + "." + name, recipient.domain());
        }
    }
}
