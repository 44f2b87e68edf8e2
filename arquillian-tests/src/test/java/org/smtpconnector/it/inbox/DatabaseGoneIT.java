package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The inbox on a real PostgreSQL that goes away, or stops answering, and comes back: senders hear 4xx meanwhile, within the
 * time of a delivery and in a session that goes on, and nothing has to be started again.
 */
@RunsInbox({
    "-Xmx512m",
    "-Dinbox.database.url=jdbc:postgresql://127.0.0.1:" + Postgres.PORT + "/postgres?user=postgres",
    "-Dsmtp.listener.default.timeout.processing=PT" + DatabaseGoneIT.PROCESSING_SECONDS + "S"
})
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DatabaseGoneIT {

    static final int PROCESSING_SECONDS = 6;

    private static Postgres postgres;

    @BeforeAll
    static void startDatabase(@TempDir Path directory) throws IOException {
        postgres = new Postgres(directory);
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void aDatabaseThatWentAwayIsATemporaryFailure(InboxServer server) throws Exception {
        String recipient = "gone@example.org";
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            assertThat(send(connection, recipient, "before")).startsWith("250");

            postgres.stop();
            try {
                assertThat(send(connection, recipient, "meanwhile")).startsWith("451 4.3.0");
                assertThat(send(connection, recipient, "meanwhile")).startsWith("451 4.3.0");
                assertThat(server.get("/api/messages?to=" + recipient).statusCode())
                        .isEqualTo(503);
            } finally {
                postgres.start();
            }
            assertThat(sendUntilTaken(connection, recipient, "meanwhile")).startsWith("250");
            assertThat(send(connection, recipient, "after")).startsWith("250");
        }
        assertStored(server, recipient, "after", "meanwhile", "before");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsATemporaryFailure(InboxServer server) throws Exception {
        String recipient = "frozen@example.org";
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            assertThat(send(connection, recipient, "before")).startsWith("250");

            postgres.freeze();
            long begin = System.nanoTime();
            try {
                // Its time is over (4.4.5), or the pool has given up to find a connection that answers (4.3.0).
                assertThat(send(connection, recipient, "meanwhile")).matches("451 4\\.(4\\.5|3\\.0) .*");
            } finally {
                postgres.thaw();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2 * PROCESSING_SECONDS));
            assertThat(sendUntilTaken(connection, recipient, "meanwhile")).startsWith("250");
            assertThat(send(connection, recipient, "after")).startsWith("250");
        }
        assertStored(server, recipient, "after", "meanwhile", "before");
    }

    /** Each once; and those that failed are listed as such. */
    private static void assertStored(InboxServer server, String recipient, String... newestFirst) throws Exception {
        assertThat(server.inbox().all(recipient))
                .extracting(Inbox.Mail::messageId)
                .containsExactly(newestFirst);
        assertThat(server.get("/api/messages/count?to=" + recipient).body())
                .isEqualTo("{\"count\":" + newestFirst.length + "}");
        await().untilAsserted(() -> assertThat(server.get("/api/messages?q=is:rejected&to=" + recipient)
                        .body())
                .contains("\"outcome\":\"failed\""));
    }

    /** As a sender does that has heard 4xx. */
    private static String sendUntilTaken(SmtpConnection connection, String recipient, String id) {
        return await().atMost(30, TimeUnit.SECONDS)
                .until(() -> send(connection, recipient, id), reply -> reply.startsWith("250"));
    }

    static String send(SmtpConnection connection, String recipient, String id) throws IOException {
        connection.command("250", "MAIL FROM:<sender@example.org>");
        connection.command("250", "RCPT TO:<" + recipient + '>');
        connection.command("354", "DATA");
        for (String line : List.of("Message-ID: " + id, "Subject: x", "", "Text")) {
            connection.say(line);
        }
        connection.say(".");
        return connection.reply();
    }
}
