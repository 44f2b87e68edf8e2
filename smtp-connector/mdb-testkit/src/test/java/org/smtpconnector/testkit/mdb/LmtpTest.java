package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;

/** A reply for each recipient (RFC 2033): 2xx says that all beans that claimed it took it, anything else that none did. */
class LmtpTest {

    private static final SmtpReply FULL = SmtpReply.of(452, "4.2.2", "Mailbox full");

    private final List<String> notes = new CopyOnWriteArrayList<>();

    /** Refuses the recipients whose local part begins with its name. */
    private Recording mailbox(String name) {
        return new Recording(name, notes) {
            @Override
            public void onMessage(SmtpMessage message) {
                note(message.recipients().toString());
                message.recipients().stream()
                        .filter(recipient -> recipient.localPart().startsWith(name))
                        .forEach(recipient -> message.setReply(recipient, FULL));
            }
        };
    }

    private static SmtpListenerKitBuilder lmtp() {
        return SmtpListenerKit.builder().set("smtp.listener.default.protocol", "lmtp");
    }

    private static String message(List<String> recipients, List<String> replies) {
        StringBuilder dialogue = new StringBuilder(
                """
                S: 220 * LMTP ready
                C: LHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                """);
        recipients.forEach(
                recipient -> dialogue.append("C: RCPT TO:<").append(recipient).append(">\nS: 250 *\n"));
        dialogue.append("C: DATA\nS: 354 *\nC: Subject: x\nC: .\n");
        replies.forEach(reply -> dialogue.append("S: ").append(reply).append("\n"));
        return dialogue.append("C: NOOP\nS: 250 2.0.0 Ok\n").toString();
    }

    @Test
    void aBeanRefusesOneOfItsRecipients() {
        try (SmtpListenerKit kit = lmtp().bean(mailbox("b")).start()) {
            kit.hold(message(
                    List.of("a@x.example", "b@x.example", "c@x.example"),
                    List.of("250 2.0.0 Ok: queued as *", "452 4.2.2 Mailbox full", "250 2.0.0 Ok: queued as *")));

            assertThat(kit.calls()).containsExactly("create", "begin", "onMessage", "commit", "release");
        }
    }

    @Test
    void whoClaimedARecipientAnswersForIt() {
        Recording polite = new Recording("polite", notes) {
            @Override
            public void onMessage(SmtpMessage message) {
                note(message.recipients().toString());
                message.setReply(SmtpReply.of(250, "2.1.5", "Gladly"));
            }
        };
        try (SmtpListenerKit kit = lmtp().bean(polite, Map.of("recipients", "*@polite.example"))
                .bean(mailbox("b"), Map.of("recipients", "*@x.example"))
                .start()) {
            kit.hold(message(
                    List.of("b@x.example", "b@polite.example", "c@x.example"),
                    List.of("452 4.2.2 Mailbox full", "250 2.1.5 Gladly", "250 2.0.0 Ok: queued as *")));

            assertThat(kit.calls()).containsOnlyOnce("commit").doesNotContain("rollback");
        }
        assertThat(notes).containsExactlyInAnyOrder("polite.[b@polite.example]", "b.[b@x.example, c@x.example]");
    }

    @Test
    void whatAnEarlierBeanRefusesALaterOneDoesNotSee() {
        try (SmtpListenerKit kit = lmtp().bean(mailbox("a"), Map.of("priority", "1"))
                .bean(mailbox("second"), Map.of("priority", "2"))
                .start()) {
            kit.hold(message(List.of("a@x.example", "b@x.example"), List.of("452 4.2.2 Mailbox full", "250 2.0.0 *")));
            kit.hold(message(List.of("a@x.example"), List.of("452 4.2.2 Mailbox full")));
        }
        assertThat(notes).containsExactly("a.[a@x.example, b@x.example]", "second.[b@x.example]", "a.[a@x.example]");
    }

    /** Otherwise the first bean had kept the message for a recipient that the client is told was refused. */
    @Test
    void whatALaterBeanRefusesTheEarlierOneHasNotTakenEither() {
        try (SmtpListenerKit kit = lmtp().bean(mailbox("first"), Map.of("priority", "1"))
                .bean(mailbox("b"), Map.of("priority", "2"))
                .start()) {
            kit.hold(message(
                    List.of("a@x.example", "b@x.example", "c@x.example"),
                    List.of("250 2.0.0 *", "452 4.2.2 Mailbox full", "250 2.0.0 *")));

            assertThat(kit.calls())
                    .containsSubsequence("begin", "rollback", "begin", "commit")
                    .containsOnlyOnce("commit");
        }
        assertThat(notes)
                .containsExactly(
                        "first.[a@x.example, b@x.example, c@x.example]",
                        "b.[a@x.example, b@x.example, c@x.example]",
                        "first.[a@x.example, c@x.example]",
                        "b.[a@x.example, c@x.example]");
    }

    @Test
    void ifTheCommitFailsAllHearOfIt() {
        try (SmtpListenerKit kit = lmtp().bean(mailbox("b")).start()) {
            kit.failCommit();
            kit.hold(message(List.of("a@x.example", "b@x.example"), List.of("451 4.3.0 *", "451 4.3.0 *")));
        }
    }

    @Test
    void ifTheMessageIsRefusedAllHearOfIt() {
        SmtpMessageListener refusing = message -> {
            message.setReply(message.recipients().get(0), SmtpReply.of(250, "2.0.0", "Never said"));
            throw new SmtpRejectedException(554, "5.6.0", "Not like this");
        };
        try (SmtpListenerKit kit = lmtp().bean(refusing).start()) {
            kit.hold(message(
                    List.of("a@x.example", "b@x.example"),
                    List.of("554 5.6.0 Not like this", "554 5.6.0 Not like this")));
        }
    }

    @Test
    void onlyWhatCanBeSaidIsTaken() {
        SmtpMessageListener strange = message -> {
            SmtpAddress recipient = message.recipients().get(0);
            SmtpReply closing = SmtpReply.of(421, "4.7.0", "Bye");
            assertThatIllegalArgumentException().isThrownBy(() -> message.setReply(recipient, closing));
            SmtpReply more = SmtpReply.plain(354, "More");
            assertThatIllegalArgumentException().isThrownBy(() -> message.setReply(recipient, more));
            SmtpAddress other = SmtpAddress.of("other@x.example");
            assertThatIllegalArgumentException().isThrownBy(() -> message.setReply(other, FULL));
            notes.add("looked");
        };
        try (SmtpListenerKit kit = lmtp().bean(strange).start()) {
            kit.hold(message(List.of("a@x.example"), List.of("250 2.0.0 *")));
        }
        assertThat(notes).containsExactly("looked");
    }

    @Test
    void withSmtpThereIsOneReplyForAll() {
        SmtpMessageListener mistaken = message -> {
            assertThat(message.session().isLmtp()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(() -> message.setReply(message.recipients().get(0), FULL))
                    .withMessageContaining("speaks SMTP");
            notes.add("looked");
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(mistaken)) {
            kit.hold(Dialogues.message("a@x.example", "250 2.0.0"));
        }
        assertThat(notes).containsExactly("looked");
    }
}
