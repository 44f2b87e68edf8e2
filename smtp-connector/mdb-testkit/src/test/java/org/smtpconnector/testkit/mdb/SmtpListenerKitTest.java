package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/** The kit itself: obeys annotations and settings, tells what went wrong, and leaves nothing. */
class SmtpListenerKitTest {

    /** A bean as an application has it. */
    @MessageDriven(
            activationConfig = {
                @ActivationConfigProperty(propertyName = "listeners", propertyValue = "support"),
                @ActivationConfigProperty(propertyName = "recipients", propertyValue = "support@*")
            })
    private static final class SupportInbox implements SmtpMessageListener {

        private RuntimeException failure;

        @Override
        public void onMessage(SmtpMessage message) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Test
    void theAnnotationIsObeyed() {
        try (SmtpListenerKit kit = SmtpListenerKit.of(new SupportInbox())) {
            kit.hold(
                    "support",
                    """
                    === Not for everybody
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<customer@example.com>
                    S: 250 *
                    C: RCPT TO:<sales@example.org>
                    S: 550 5.1.1 *
                    C: RCPT TO:<support@example.org>
                    S: 250 *
                    """);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kit.hold("S: 220 *"))
                    .withMessageContaining("default");
        }
    }

    @Test
    void theCallsOfTheContainerAreRecorded() {
        try (SmtpListenerKit kit = SmtpListenerKit.of(new SupportInbox())) {
            kit.hold("support", Dialogues.message("support@example.org", "250 2.0.0"));
            assertThat(kit.calls()).containsExactly("create", "begin", "onMessage", "commit", "release");
        }
    }

    @Test
    void aCommitThatFailsIsHeardOf() {
        try (SmtpListenerKit kit = SmtpListenerKit.of(new SupportInbox())) {
            kit.failCommit();
            kit.hold("support", Dialogues.message("support@example.org", "451 4.3.0"));
            kit.hold("support", Dialogues.message("support@example.org", "250 2.0.0"));
            assertThat(kit.calls()).containsSubsequence("rollback", "commit");
        }
    }

    /** A hook has a transaction of its own, and it is the message's that the test lets fail. */
    @Test
    void theCommitOfTheMessageFailsAndNotThatOfAHookBeforeIt() {
        SmtpMessageListener hooked = new SmtpMessageListener() {
            @Override
            public void onMessage(SmtpMessage message) {
                // taken
            }

            @Override
            public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
                return recipient;
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(hooked)) {
            kit.failCommit();
            kit.hold(Dialogues.message("a@example.org", "451 4.3.0"));
            assertThat(kit.calls()).containsSubsequence("onRcptTo", "commit", "onMessage", "rollback");
        }
    }

    @Test
    void rollbackOnlyIsHeardOf() {
        SmtpListenerKit[] itself = new SmtpListenerKit[1];
        SmtpMessageListener spoiling = message -> itself[0].context().setRollbackOnly();
        try (SmtpListenerKit kit = SmtpListenerKit.of(spoiling)) {
            itself[0] = kit;
            kit.hold(Dialogues.message("a@example.org", "451 4.3.0"));
            assertThat(kit.calls()).containsSubsequence("onMessage", "rollbackOnly", "rollback");
        }
    }

    /** The client hears nothing of the cause, but the author of the test does. */
    @Test
    void whatTheBeanThrewIsInTheFailureOfTheDialogue() {
        SupportInbox bean = new SupportInbox();
        bean.failure = new IllegalStateException("no such table");
        try (SmtpListenerKit kit = SmtpListenerKit.of(bean)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> kit.hold("support", Dialogues.message("support@example.org", "250 2.0.0")))
                    .withMessageContaining("451 4.3.0")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).contains(bean.failure));
        }
    }

    @Test
    void whatIsWrongIsSaidAtOnce() {
        SmtpListenerKitBuilder builder = SmtpListenerKit.builder()
                .bean(new SupportInbox())
                .set("smtp.listener.support.max-connections", "none")
                .set("smtp.timeout.command", "soon");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::start)
                .withMessageContaining("max-connections")
                .withMessageContaining("timeout.command");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.bean(new SupportInbox(), Map.of("recipient", "*")))
                .withMessageContaining("recipient");
    }

    @Test
    void nothingIsLeft() {
        SmtpListenerKit kit = SmtpListenerKit.of(new SupportInbox());
        int port = kit.address("support").getPort();
        kit.hold("support", Dialogues.message("support@example.org", "250 2.0.0"));
        kit.close();
        kit.close();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        assertThat(kit.works().running()).isZero();
    }
}
