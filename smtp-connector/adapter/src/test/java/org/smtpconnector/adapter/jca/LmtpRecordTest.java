package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;

/** The record of an LMTP message in journal, audit and counters: there is a reply for each recipient (RFC 2033). */
class LmtpRecordTest {

    private static final SmtpReply UNKNOWN = SmtpReply.of(550, "5.1.1", "No such mailbox");
    private static final Logger AUDIT = Logger.getLogger("org.smtpconnector.audit");

    private final List<String> audited = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            audited.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };
    private final Deployment deployment = new Deployment().set("protocol", "lmtp");

    @BeforeEach
    void deploy() throws Exception {
        AUDIT.addHandler(handler);
        // The mailboxes of x.example do not exist.
        deployment.deploy(message -> message.recipients().stream()
                .filter(recipient -> recipient.toString().endsWith("@x.example"))
                .forEach(recipient -> message.setReply(recipient, UNKNOWN)));
    }

    @AfterEach
    void stop() {
        AUDIT.removeHandler(handler);
        deployment.close();
    }

    private Client client(String... recipients) throws Exception {
        return deployment
                .connect()
                .expect("220")
                .say("LHLO client.example", "250")
                .data(recipients)
                .send("Text", ".");
    }

    @Test
    void aMessageThatIsTakenForSomeRecipientsIsAccepted() throws Exception {
        try (Client client = client("a@x.example", "b@example.org", "c@example.org")) {
            client.expect("550 5.1.1").expect("250 2.0.0").expect("250 2.0.0");
        }
        SmtpJournal.Entry entry = deployment.nextTransaction();
        assertThat(entry.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(entry.recipientsAccepted()).isEqualTo(2);
        assertThat(entry.recipientsRefused()).isOne();
        assertThat(entry.recipients())
                .extracting(SmtpJournal.Recipient::isAccepted)
                .containsExactly(false, true, true);
        assertThat(deployment.status().delivered()).isOne();
        assertThat(deployment.status().refused()).isZero();
        await().until(() -> !audited.isEmpty());
        assertThat(audited.get(0))
                .contains("\"outcome\":\"accepted\"")
                .contains("\"recipients_accepted\":2")
                .contains("\"recipients_refused\":1")
                .contains("\"to\":[\"b@example.org\",\"c@example.org\"]");
    }

    @Test
    void aMessageThatIsTakenForNoRecipientIsRefusedByTheBean() throws Exception {
        try (Client client = client("a@x.example", "b@x.example")) {
            client.expect("550 5.1.1").expect("550 5.1.1");
        }
        SmtpJournal.Entry entry = deployment.nextTransaction();
        assertThat(entry.outcome()).isEqualTo(Outcome.REFUSED_BY_BEAN);
        assertThat(entry.recipientsAccepted()).isZero();
        assertThat(entry.recipientsRefused()).isEqualTo(2);
        assertThat(deployment.status().delivered()).isZero();
        assertThat(deployment.status().refused()).isOne();
    }
}
