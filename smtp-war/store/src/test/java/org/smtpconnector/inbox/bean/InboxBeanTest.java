package org.smtpconnector.inbox.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.inbox.rules.RuleHits;
import org.smtpconnector.inbox.rules.Rules;
import org.smtpconnector.inbox.store.MessageWriter;
import org.smtpconnector.testkit.mdb.SmtpListenerKit;

/** The bean as clients hear it, without a server: what the store refuses is not acknowledged. */
@SuppressWarnings("UnnecessaryAssignment") // a test has no container that injects
class InboxBeanTest {

    private static final String MESSAGE =
            """
            S: 220 *
            C: EHLO client.example
            S: 250 ...
            C: MAIL FROM:<sender@example.org>
            S: 250 *
            C: RCPT TO:<anybody@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: Subject: Hello
            C:
            C: Text
            C: .
            """;

    private final List<String> stored = new ArrayList<>();
    private final InboxBean bean = new InboxBean();

    /** Has no rules, unless a test gives it some. */
    InboxBeanTest() {
        bean.rules = Rules.book(Map.of(), new RuleHits());
        bean.aliases = RecipientAliasesTest.aliases(Map.of());
        bean.auth = new SmtpAuth(RecipientAliasesTest.config(Map.of()));
    }

    private void takeAll() {
        bean.writer = new MessageWriter() {
            @Override
            public long add(SmtpMessage message) {
                stored.add(String.valueOf(message.recipients()));
                return 1;
            }
        };
    }

    private static String session(String greeting, String auth, String mail, String rcpt, String data, String body) {
        String[] commands = {
            "EHLO client.example",
            "AUTH PLAIN AGFubmEAeA==",
            "MAIL FROM:<a@example.org>",
            "RCPT TO:<b@example.org>",
            "DATA",
            "Subject: =?utf-8?Q?Invoice_=E2=82=AC?=\nC:\nC: Text\nC: .",
        };
        String[] replies = {"250 ...", auth, mail, rcpt, data, body};
        StringBuilder dialogue = new StringBuilder("S: " + greeting + '\n');
        boolean over = isEnd(greeting);
        for (int i = 0; i < commands.length && !over; i++) {
            boolean dropped = replies[i].equals("-");
            dialogue.append("C: ").append(commands[i]).append('\n');
            dialogue.append(dropped ? "C: NOOP\n" : "S: " + replies[i] + '\n'); // has not gone
            over = dropped || isEnd(replies[i]);
        }
        return dialogue.toString();
    }

    private static boolean isEnd(String reply) {
        return reply.startsWith("4") || reply.startsWith("5");
    }

    private static Map<String, String> stage(String stage, String... members) {
        Map<String, String> values = new HashMap<>(Map.of("inbox.rules", "x", "inbox.rules.x.stage", stage));
        for (int i = 0; i < members.length; i += 2) {
            values.put("inbox.rules.x." + members[i], members[i + 1]);
        }
        return values;
    }

    private SmtpListenerKit start() {
        return SmtpListenerKit.builder()
                .bean(bean)
                .set("smtp.auth.mode", "optional")
                .set("smtp.auth.allow-insecure", "true")
                .set("smtp.auth.failure-delay", "PT0S")
                .start();
    }

    private void hold(Map<String, String> rules, String dialogue) {
        takeAll();
        bean.rules = Rules.book(rules, new RuleHits());
        bean.auth = new SmtpAuth(RecipientAliasesTest.config(Map.of("inbox.smtp-auth", "any")));
        try (SmtpListenerKit kit = start()) {
            kit.hold(dialogue);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect, 421 4.7.1 Later, 235 *, 250 *, 250 *, 354 *, 250 *",
        "auth, 220 *, 451 4.7.1 Later, 250 *, 250 *, 354 *, 250 *",
        "mail, 220 *, 235 *, 451 4.7.1 Later, 250 *, 354 *, 250 *",
        "rcpt, 220 *, 235 *, 250 *, 451 4.7.1 Later, 354 *, 250 *",
        "data, 220 *, 235 *, 250 *, 250 *, 451 4.7.1 Later, 250 *",
        "body, 220 *, 235 *, 250 *, 250 *, 354 *, 451 4.7.1 Later",
    })
    void aRuleRefusesAtItsStage(
            String stage, String greeting, String auth, String mail, String rcpt, String data, String body) {
        hold(stage(stage, "reply", "451 4.7.1 Later"), session(greeting, auth, mail, rcpt, data, body));
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth, -, 250 *, 250 *, 354 *, 250 *",
        "mail, 235 *, -, 250 *, 354 *, 250 *",
        "rcpt, 235 *, 250 *, -, 354 *, 250 *",
        "data, 235 *, 250 *, 250 *, -, 250 *",
        "body, 235 *, 250 *, 250 *, 354 *, -",
    })
    void aRuleDropsTheConnectionAtItsStage(
            String stage, String auth, String mail, String rcpt, String data, String body) {
        hold(stage(stage, "drop", "true"), session("220 *", auth, mail, rcpt, data, body));
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "auth", "mail", "rcpt", "data", "body"})
    void aRuleDelaysAtItsStage(String stage) {
        long before = System.nanoTime();
        hold(stage(stage, "delay", "300ms"), session("220 *", "235 *", "250 *", "250 *", "354 *", "250 *"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
        assertThat(stored).hasSize(1);
    }

    @Test
    void aSubjectIsComparedAsItIsRead() {
        Map<String, String> rule = stage("body", "subject", "invoice €", "reply", "554 5.6.0 No invoices");
        hold(rule, session("220 *", "235 *", "250 *", "250 *", "354 *", "554 5.6.0 No invoices"));
        rule.put("inbox.rules.x.subject", "invoice");
        hold(rule, session("220 *", "235 *", "250 *", "250 *", "354 *", "250 *"));
    }

    @Test
    void anybodyIsLetInIfTheConfigurationSaysSo() {
        takeAll();
        bean.auth = new SmtpAuth(RecipientAliasesTest.config(Map.of("inbox.smtp-auth", "any")));
        try (SmtpListenerKit kit = start()) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: AUTH LOGIN
                    S: 334 *
                    C: YW5uYQ==
                    S: 334 *
                    C: d2hhdGV2ZXI=
                    S: 235 *
                    """);
        }
    }

    @Test
    void aSettingThatDoesNotExistIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpAuth(RecipientAliasesTest.config(Map.of("inbox.smtp-auth", "all"))))
                .withMessageContaining("inbox.smtp-auth is \"all\", expected one of store, any");
    }

    @Test
    void whatIsStoredIsAcknowledged() {
        bean.writer = new MessageWriter() {
            @Override
            public long add(SmtpMessage message) {
                stored.add(message.header("Subject").orElse("") + " for " + message.recipients());
                return 1;
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(bean)) {
            kit.hold(MESSAGE + "S: 250 2.0.0 Ok: queued as *");

            assertThat(kit.calls()).endsWith("create", "begin", "onMessage", "commit", "release");
        }
        assertThat(stored).containsExactly("Hello for [anybody@example.org]");
    }

    @Test
    void refusesWhomTheRulesNameAndRecordsWhatTheySay() {
        bean.rules = Rules.book(
                Map.of("inbox.refused-senders", "*@spam.example", "inbox.refused-recipients", "nobody@*"),
                new RuleHits());
        bean.aliases = RecipientAliasesTest.aliases(Map.of("inbox.subaddress-separator", "+"));
        takeAll();
        try (SmtpListenerKit kit = SmtpListenerKit.of(bean)) {
            kit.hold(
                    """
                    S: 220 *
                    C: EHLO client.example
                    S: 250 ...
                    C: MAIL FROM:<a@spam.example>
                    S: 550 5.7.1 No mail from this sender is taken here
                    C: MAIL FROM:<a@example.org>
                    S: 250 *
                    C: RCPT TO:<nobody+x@example.org>
                    S: 550 5.1.1 No mail for this recipient is taken here
                    C: RCPT TO:<user+tag@example.org>
                    S: 250 *
                    C: DATA
                    S: 354 *
                    C: .
                    S: 250 *
                    """);
        }
        assertThat(stored).containsExactly("[user@example.org]");
    }

    @Test
    void whatTheStoreRefusesIsNot() {
        bean.writer = new MessageWriter() {
            @Override
            public long add(SmtpMessage message) {
                throw new PersistenceException("the database is closed");
            }
        };
        try (SmtpListenerKit kit = SmtpListenerKit.of(bean)) {
            kit.hold(MESSAGE + "S: 451 4.3.0 Local error in processing, id *");

            assertThat(kit.calls()).endsWith("create", "begin", "onMessage", "rollback", "release");
        }
    }
}
