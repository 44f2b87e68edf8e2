package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Messages that together are many times as large as the heap. {@code -Dtest.big.megabytes=40} is for a machine with less than the
 * 10 GB of free disk that twenty of {@value #FULL_MEGABYTES} MB take, once in the spool and once in the database.
 */
@RunsInbox({
    BigMessagesIT.HEAP,
    BigMessagesIT.SIZE,
    BigMessagesIT.PROCESSINGS,
    BigMessagesIT.PATIENCE,
    BigMessagesIT.BUFFERS,
    BigMessagesIT.CONNECTIONS_ALLOWED,
    ObservabilityIT.OPEN
})
class BigMessagesIT {

    static final String HEAP = "-Xmx256m";
    static final String SIZE = "-Dsmtp.listener.default.max-message-size=256M";

    /** Four write to the database at a time; the others wait with their messages in the spool, as long as that takes. */
    static final String PROCESSINGS = "-Dsmtp.listener.default.max-processings=4";

    static final String PATIENCE = "-Dsmtp.listener.default.timeout.processing=PT15M";

    /** Or the JDK keeps a direct buffer as large as H2's largest write, 16 MB, for each thread that ever wrote. */
    static final String BUFFERS = "-Djdk.nio.maxCachedBufferSize=262144";

    static final int MAX_CONNECTIONS = 24;
    static final String CONNECTIONS_ALLOWED = "-Dsmtp.listener.default.max-connections=" + MAX_CONNECTIONS;

    private static final int CONNECTIONS = 20;
    private static final int FULL_MEGABYTES = 200;

    @Test
    void aMessageMayBeAlmostAsLargeAsTheHeap(InboxServer server) throws Exception {
        BigMessage message = BigMessage.ofMegabytes(0, FULL_MEGABYTES);
        String recipient = "big@example.org";
        String digest;
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            digest = transfer(connection, message, recipient);
            connection.say(".");
            connection.expect("250");
        }

        assertStored(server, recipient, message, digest);
        assertNothingIsLeft(server);
    }

    @Test
    void twentyAtOnceDoNotExhaustTheHeap(InboxServer server) throws Exception {
        int megabytes = Integer.getInteger("test.big.megabytes", FULL_MEGABYTES);
        long start = System.nanoTime();
        CountDownLatch allAreSpooled = new CountDownLatch(CONNECTIONS);
        CountDownLatch seen = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<BigMessage> messages = new ArrayList<>();
        List<String> digests = new ArrayList<>();
        try {
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                BigMessage message = BigMessage.ofMegabytes(i + 1, megabytes);
                messages.add(message);
                sent.add(threads.submit(() -> {
                    try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
                        String digest = transfer(connection, message, recipient(message));
                        allAreSpooled.countDown();
                        seen.await();
                        connection.say(".");
                        connection.expect("250");
                        return digest;
                    }
                }));
            }
            allAreSpooled.await();
            // All twenty are with the server and none has ended. Also shows that the look below can find something.
            await().atMost(Duration.ofMinutes(1)).until(() -> Spools.open(server) == CONNECTIONS);
            seen.countDown();
            for (Future<String> each : sent) {
                digests.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("20 messages of " + megabytes + " MB: " + taken.toMillis() + " ms, database "
                + sizeOf(server.data()) / 1_000_000 + " MB");

        for (BigMessage message : messages) {
            Inbox.Mail mail = server.inbox().only(recipient(message));
            try (InputStream source = new BufferedInputStream(server.inbox().source(mail))) {
                assertThat(mail.size()).isEqualTo(ReceivedField.read(source).length() + message.size());
            }
        }
        for (int i : new int[] {0, CONNECTIONS - 1}) {
            assertStored(server, recipient(messages.get(i)), messages.get(i), digests.get(i));
        }
        assertNothingIsLeft(server);
    }

    private static String recipient(BigMessage message) {
        return "big-" + message.seed() + "@example.org";
    }

    /** Sends all but the dot at the end. */
    private static String transfer(SmtpConnection connection, BigMessage message, String recipient) throws IOException {
        connection.command("250", "MAIL FROM:<sender@example.org> SIZE=" + message.size());
        connection.command("250", "RCPT TO:<" + recipient + '>');
        connection.command("354", "DATA");
        return message.send(connection.body());
    }

    private static void assertStored(InboxServer server, String recipient, BigMessage message, String digest)
            throws Exception {
        Inbox.Mail mail = server.inbox().only(recipient);
        try (InputStream source = new BufferedInputStream(server.inbox().source(mail))) {
            String received = ReceivedField.read(source);
            assertThat(mail.size()).isEqualTo(received.length() + message.size());
            assertThat(BigMessage.digest(source)).isEqualTo(digest);
        }
    }

    private static void assertNothingIsLeft(InboxServer server) throws IOException {
        // The reply is on its way before the content is closed.
        await().untilAsserted(() -> assertThat(Spools.open(server)).isZero());
        Spools.assertNoneHasAName(server);
    }

    private static long sizeOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
