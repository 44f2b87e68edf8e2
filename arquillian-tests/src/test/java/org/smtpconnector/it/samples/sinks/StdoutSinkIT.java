package org.smtpconnector.it.samples.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.samples.SampleServer;

/** The sink {@code stdout} prints whole lines, also when many senders come at once. */
@Tag("samples")
class StdoutSinkIT {

    private static final int SENDERS = 8;
    private static final int MESSAGES = 20;

    /** More than a pipe can hold. */
    private static final int MOST_UNREAD = 500;

    @TempDir
    private Path folder;

    @Test
    void eachMessageIsAWholeLine() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (SampleServer server = SampleServer.start(folder, List.of(SampleServer.archive("sink-stdout.jar")))) {
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < SENDERS * MESSAGES; i++) {
                String subject = "number " + i + ' ' + "x".repeat(800);
                replies.add(senders.submit(() -> server.deliver(subject, "you@example.org")));
            }
            for (Future<String> reply : replies) {
                assertThat(reply.get()).startsWith("250");
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(subjects(server)).hasSize(SENDERS * MESSAGES));
            assertThat(subjects(server)).doesNotHaveDuplicates();
        } finally {
            senders.shutdownNow();
        }
    }

    /** The pipe has room for some lines; then a line waits for its reader, and nobody hears 250 for it. */
    @Test
    void aReaderThatHangsMeans451UntilItReadsOn() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        try (SampleServer server = SampleServer.start(
                folder, List.of(SampleServer.archive("sink-stdout.jar")), "-Dsmtp.timeout.processing=PT2S")) {
            server.stopReading();
            String reply = "250";
            for (int i = 0; i < MOST_UNREAD && reply.startsWith("250"); i++) {
                String subject = "unread " + i + ' ' + "x".repeat(800);
                reply = server.deliver(subject, "you@example.org");
                if (reply.startsWith("250")) {
                    acknowledged.add(subject);
                }
            }
            assertThat(reply).startsWith("451");
            assertThat(server.deliver("still unread", "you@example.org")).startsWith("451");
            server.readOn();
            assertThat(server.deliverUntilTaken("read", "you@example.org")).startsWith("250");
            acknowledged.add("read");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(subjects(server)).containsAll(acknowledged));
        }
    }

    private static List<String> subjects(SampleServer server) {
        return server.lines().stream()
                .filter(line -> line.startsWith("{\"id\":"))
                .map(StdoutSinkIT::subject)
                .toList();
    }

    private static String subject(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject message = reader.readObject();
            assertThat(message.getString("sender")).isEqualTo("sender@example.org");
            return message.getString("subject");
        }
    }
}
