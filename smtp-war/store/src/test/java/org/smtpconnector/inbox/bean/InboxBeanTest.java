package org.smtpconnector.inbox.bean;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
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
        bean.rules = AddressRulesTest.rules(Map.of());
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
        bean.rules = AddressRulesTest.rules(Map.of(
                "inbox.refused-senders", "*@spam.example",
                "inbox.refused-recipients", "nobody@*",
                "inbox.subaddress-separator", "+"));
        bean.writer = new MessageWriter() {
            @Override
            public long add(SmtpMessage message) {
                stored.add(String.valueOf(message.recipients()));
                return 1;
            }
        };
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
