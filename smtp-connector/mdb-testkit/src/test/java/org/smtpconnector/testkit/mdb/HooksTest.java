package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** Each hook is called where a bean overrides it and costs nothing where it does not; a refusal is said as RFC 5321 wants it. */
class HooksTest {

    @Test
    void aBeanWithOneMethodCostsOneDispatchForEachMessage() {
        Recording bean = new Recording("only");
        // Audit lines are written by Works of their own.
        try (SmtpListenerKit kit =
                SmtpListenerKit.builder().bean(bean).set("smtp.audit", "off").start()) {
            int before = kit.works().scheduled();
            kit.hold(Dialogues.message("one@example.org", "250 2.0.0"));
            kit.hold(Dialogues.message("two@example.org", "250 2.0.0"));

            assertThat(kit.works().scheduled() - before).isEqualTo(2);
        }
        assertThat(bean.notes())
                .containsExactly("only.onMessage [one@example.org]", "only.onMessage [two@example.org]");
    }

    @Test
    void everyHookThatIsOverriddenIsCalledInTheOrderOfTheSession() {
        AllHooks bean = new AllHooks();
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(bean)
                .set("smtp.received-header", "false")
                .start()) {
            kit.hold(
                    """
                    S: 220 * Welcome from all
                    C: HELO client.example
                    S: 250 * Hello client.example
                    C: WHAT is this
                    S: 502 5.5.1 Not WHAT is this
                    C: MAIL FROM:<sender@example.org>
                    S: 250 *
                    C: RCPT TO:<alias@example.org>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: Subject: hooks
                    C:
                    C: Text
                    C: .
                    S: 250 2.6.0 Taken
                    C: QUIT
                    S: 221 *
                    E:
                    """);
            await().until(() -> bean.notes().contains("all.onDisconnect"));
        }

        // The number is what the client has sent so far; the signs are: header complete, content begun, content
        // complete.
        assertThat(bean.notes())
                .containsExactly(
                        "all.onConnect",
                        "all.onHelo client.example",
                        "all.onUnknownCommand WHAT is this",
                        "all.onMailFrom sender@example.org",
                        "all.onRcptTo alias@example.org after 1 errors",
                        "all.onDataStart 0---",
                        "all.onHeaders [X-Before, Subject] 24++-",
                        "all.onData X-Before: 1\r\nSubject: hooks\r\nX-After: 2\r\n\r\nText\r\n24+++",
                        "all.onMessage from rewritten@example.org to [real@example.org], attribute kept, 24+++",
                        "all.onDisconnect");
    }

    @Test
    void aClientThatIsRefusedHearsThatInPlaceOfTheGreeting() {
        SmtpMessageListener refusing = new Recording("refusing") {
            @Override
            public String onConnect(SmtpSession session, String greeting) throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.7.1", "Not you");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(refusing)) {
            kit.hold("""
                    S: 554 5.7.1 Not you
                    E:
                    """);
        }
    }

    /** RFC 5321 sections 3.1 and 4.3.2: 451 cannot stand in place of the greeting. */
    @Test
    void aHookThatFailsAtTheConnectionIs421() {
        SmtpMessageListener failing = new Recording("failing") {
            @Override
            public String onConnect(SmtpSession session, String greeting) {
                throw new IllegalStateException("secret of the bean");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(failing)) {
            kit.hold(
                    """
                    S: 421 4.3.0 Local error in processing, id *
                    E:
                    """);
        }
    }

    @Test
    void theClientsNameIsLookedUpBeforeItIsGreeted() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        String name = loopback.getCanonicalHostName(); // the platform believes only those that lead back, too
        SmtpMessageListener asking = new Recording("asking") {
            @Override
            public String onConnect(SmtpSession session, String greeting) {
                return "You are " + session.remoteHost().orElse("nobody");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(asking)
                .set("smtp.reverse-lookup", "true")
                .set("smtp.timeout.reverse-lookup", "PT20S")
                .start()) {
            kit.hold("S: 220 * You are " + (name.equals("127.0.0.1") ? "nobody" : name));
        }
    }

    @Test
    void aSenderThatIsRefusedBeginsNoTransaction() {
        SmtpMessageListener refusing = new Recording("refusing") {
            @Override
            public SmtpAddress onMailFrom(SmtpSession session, SmtpTransaction transaction, SmtpAddress reversePath)
                    throws SmtpRejectedException {
                throw new SmtpRejectedException(550, "5.1.8", "Not from there");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(refusing)) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<sender@example.org>
                    S: 550 5.1.8 Not from there
                    C: RCPT TO:<a@example.org>
                    S: 503 *
                    """);
        }
    }

    @Test
    void aReplyThatIsDelayedComesLater() {
        SmtpMessageListener slow = new Recording("slow") {
            @Override
            public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
                session.delayReply(Duration.ofMillis(300));
                return recipient;
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(slow)) {
            long begin = System.nanoTime();
            kit.hold(Dialogues.message("a@example.org", "250 2.0.0"));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    /** All that is safe to keep stays usable, and the rest says clearly why it is not. */
    @Test
    void whatABeanKeepsIsUsableAfterTheCallWhereThatIsSafe() {
        AtomicReference<SmtpMessage> kept = new AtomicReference<>();
        SmtpMessageListener keeping = message -> {
            message.header("Subject");
            message.mimeMessage();
            kept.set(message);
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(keeping)) {
            kit.hold(Dialogues.message("a@example.org", "250 2.0.0"));
        }
        SmtpMessage message = kept.get();

        assertThat(message.recipients()).containsExactly(SmtpAddress.of("a@example.org"));
        assertThat(message.size()).isPositive();
        assertThat(message.transaction().receivedOctets()).isEqualTo(16);
        assertThat(message.session().remoteAddress().getAddress().isLoopbackAddress())
                .isTrue();
        message.session().attributes().put("late", "but harmless");
        assertUnusable(message::openStream, "can be read until onMessage returns");
        assertUnusable(() -> message.header("Subject"), "can be read until onMessage returns");
        assertUnusable(message::mimeMessage, "can be read until onMessage returns");
        assertUnusable(message::digest, "can be read until onMessage returns");
        assertUnusable(() -> message.setReply(SmtpReply.of(250, "2.0.0", "Ok")), "is on its way");
        assertUnusable(() -> message.session().delayReply(Duration.ofSeconds(1)), "is on its way");
    }

    private static void assertUnusable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(call)
                .withMessageContaining(why);
    }
}
