package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * There is no room for what is to be written: senders hear 4xx meanwhile, in a session that goes on, and nothing has to be
 * started again when there is room. The kernel refuses the server to write more than so much into any file (RLIMIT_FSIZE),
 * which takes no rights of an administrator; as with a full disk, what is written before the end is written.
 */
@RunsInbox({"-Xmx512m", FullDiskIT.OWN_SERVER})
class FullDiskIT {

    /** The limit holds for the files of the database and the index, too: they have no messages of other tests. */
    static final String OWN_SERVER = "-Dsmtp.listener.default.hostname=full.example.org";

    private static final long LIMIT = 512 * 1024;
    private static final long MEGABYTE = 1024 * 1024;
    private static final int MOST_MESSAGES = 200;

    /** Less than what is kept on the heap: no spool file is in the way. */
    private static final String LINES = ("x".repeat(70) + "\r\n").repeat(2500);

    @BeforeAll
    static void requirePrlimit() {
        Program.require("prlimit", "util-linux");
    }

    @Test
    void noRoomForASpoolFileIsATemporaryFailure(InboxServer server) throws Exception {
        String recipient = "spool@full.example.org";
        // The database has room for what becomes of the session, and the message has none.
        long limit = Files.size(database(server)) + LIMIT;
        BigMessage large = BigMessage.ofMegabytes((int) (limit / MEGABYTE) + 1, 3);
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            limit(server, String.valueOf(limit));
            try {
                assertThat(send(connection, recipient, large)).startsWith("452 4.3.1");
                assertThat(server.inbox().all(recipient)).isEmpty();
                connection.command("250", "NOOP");
            } finally {
                limit(server, "unlimited");
            }
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> send(connection, recipient, large), reply -> reply.startsWith("250"));
        }
        assertThat(server.inbox().only(recipient).size()).isGreaterThanOrEqualTo(large.size());
    }

    @Test
    void noRoomForTheDatabaseIsATemporaryFailure(InboxServer server) throws Exception {
        String recipient = "database@full.example.org";
        List<String> taken = new ArrayList<>();
        String refused;
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            taken.add(sendTaken(connection, recipient, 0));
            limit(server, String.valueOf(Math.max(LIMIT, Files.size(database(server)))));
            try {
                // There may be room within the file.
                String reply = "250";
                for (int number = 1; number < MOST_MESSAGES && reply.startsWith("250"); number++) {
                    reply = send(connection, recipient, number);
                    if (reply.startsWith("250")) {
                        taken.add(id(number));
                    }
                }
                assertThat(reply).startsWith("451 4.3.0");
                refused = id(taken.size());
                connection.command("250", "NOOP");
                assertThat(send(connection, recipient, taken.size())).startsWith("451 4.3.0");
            } finally {
                limit(server, "unlimited");
            }
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> send(connection, recipient, taken.size()), reply -> reply.startsWith("250"));
            taken.add(refused);
            taken.add(sendTaken(connection, recipient, taken.size()));
        }
        Collections.reverse(taken);
        // The search index had no room either, and catches up.
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> !server.get("/api/messages/count?q=full").body().contains("incomplete"));
        // What was answered 451 is stored nevertheless if the error came behind the commit: then it is there twice.
        List<String> stored = server.inbox().all(recipient).stream()
                .map(Inbox.Mail::messageId)
                .distinct()
                .toList();
        assertThat(stored).containsExactlyElementsOf(taken);
        await().untilAsserted(() -> assertThat(server.get("/api/messages?q=is:rejected&to=" + recipient)
                        .body())
                .contains("\"outcome\":\"failed\""));
    }

    private static Path database(InboxServer server) {
        return server.data().resolve("inbox.mv.db");
    }

    /** The soft limit of octets in a file, for a process that runs. */
    private static void limit(InboxServer server, String octets) throws IOException, InterruptedException {
        Program.Result result = Program.run(
                Path.of("/dev/null"),
                List.of("prlimit", "--pid", String.valueOf(server.process().pid()), "--fsize=" + octets + ":"));
        assertThat(result.status()).as(result.output()).isZero();
    }

    private static String sendTaken(SmtpConnection connection, String recipient, int number) throws IOException {
        assertThat(send(connection, recipient, number)).startsWith("250");
        return id(number);
    }

    private static String send(SmtpConnection connection, String recipient, int number) throws IOException {
        OutputStream body = begin(connection, recipient);
        body.write(("Message-ID: " + id(number) + "\r\n\r\n" + LINES).getBytes(StandardCharsets.US_ASCII));
        connection.say(".");
        return connection.reply();
    }

    private static String send(SmtpConnection connection, String recipient, BigMessage message) throws IOException {
        message.send(begin(connection, recipient));
        connection.say(".");
        return connection.reply();
    }

    private static OutputStream begin(SmtpConnection connection, String recipient) throws IOException {
        connection.command("250", "MAIL FROM:<sender@example.org>");
        connection.command("250", "RCPT TO:<" + recipient + '>');
        connection.command("354", "DATA");
        return connection.body();
    }

    private static String id(int number) {
        return "<" + number + "@full.example.org>";
    }
}
