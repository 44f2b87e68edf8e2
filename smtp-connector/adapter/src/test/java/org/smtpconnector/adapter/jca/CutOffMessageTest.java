package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal.Entry;
import org.smtpconnector.api.SmtpJournal.Outcome;

/** The record of a message whose client has gone before its end tells how much of it has come. */
class CutOffMessageTest {

    private final Deployment deployment = new Deployment();

    @BeforeEach
    void deploy() throws Exception {
        deployment.deploy(message -> {});
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    private void assertCutOffAfter(long octets, String... lines) {
        Entry entry = deployment.nextTransaction();
        assertThat(entry.outcome()).isEqualTo(Outcome.DISCONNECTED);
        assertThat(entry.size()).isEqualTo(octets);
        assertThat(entry.reply()).isEmpty();
        assertThat(entry.transcript().lines().filter(line -> line.endsWith(" octets of data>")))
                .containsExactly(lines);
        assertThat(deployment.nextSession().size()).isEqualTo(octets);
    }

    @Test
    void inTheMiddleOfData() throws Exception {
        try (Client client = deployment.connect().hello().data("a@example.org")) {
            client.send("Subject: x", "", "half");
        }
        assertCutOffAfter(20, "C: <20 octets of data>");
    }

    @Test
    void inTheMiddleOfAChunk() throws Exception {
        try (Client client = deployment.connect().hello()) {
            client.say("MAIL FROM:<a@example.org>", "250").say("RCPT TO:<a@example.org>", "250");
            client.send("BDAT 12", "Subject: x").expect("250");
            client.send("BDAT 100 LAST", "half");
        }
        assertCutOffAfter(18, "C: <12 octets of data>", "C: <6 octets of data>");
    }

    @Test
    void betweenChunks() throws Exception {
        try (Client client = deployment.connect().hello()) {
            client.say("MAIL FROM:<a@example.org>", "250").say("RCPT TO:<a@example.org>", "250");
            client.send("BDAT 12", "Subject: x").expect("250");
        }
        assertCutOffAfter(12, "C: <12 octets of data>");
    }

    @Test
    void beforeTheContent() throws Exception {
        try (Client client = deployment.connect().hello()) {
            client.data("a@example.org");
        }
        assertCutOffAfter(0);
    }
}
