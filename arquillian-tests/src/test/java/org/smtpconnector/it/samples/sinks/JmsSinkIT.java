package org.smtpconnector.it.samples.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;

/** The sink {@code jms} with ActiveMQ Artemis: 250 is a message in the queue, whatever happens to the broker. */
@Tag("samples")
class JmsSinkIT {

    private static final String RECIPIENT = "you@example.org";
    private static final String QUEUE = "mail";
    private static final Duration PROCESSING = Duration.ofSeconds(6);

    /** The time that a reply may take beyond {@code timeout.processing} on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(4);

    private static final int LARGE = 25 * 1024 * 1024;
    private static final int PARALLEL = 8;

    @TempDir
    private Path folder;

    private int number;

    static List<String> arguments() {
        return new ArrayList<>(List.of(
                "-Dsink.jms.connector=host=127.0.0.1;port=" + Broker.PORT,
                "-Dsink.jms.user=mail",
                "-Dsink.jms.password=secret",
                "-Dsmtp.max-message-size=50M",
                "-Dsmtp.timeout.processing=" + PROCESSING));
    }

    @Test
    void theMessageIsInTheQueueIfAndOnlyIfTheClientHears250() throws Exception {
        List<Path> archives = List.of(SampleServer.archive("artemis.rar"), SampleServer.archive("sink-jms.jar"));
        try (Broker broker = Broker.artemis(folder);
                SampleServer server =
                        SampleServer.start(folder, archives, arguments().toArray(String[]::new))) {
            assertThat(deliver(server)).startsWith("250");
            assertThat(broker.take(QUEUE)).singleElement().asString().endsWith(" sender@example.org " + RECIPIENT);

            // Together they are larger than the heap.
            Thread[] senders = new Thread[PARALLEL];
            for (int i = 0; i < PARALLEL; i++) {
                senders[i] = new Thread(() -> deliverLarge(server));
                senders[i].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(broker.take(QUEUE)).hasSize(PARALLEL).allSatisfy(line -> assertThat(
                            Integer.parseInt(line.split(" ", -1)[1]))
                    .isGreaterThan(LARGE));

            // What was acknowledged survives the broker.
            assertThat(deliver(server)).startsWith("250");
            broker.kill();
            assertThat(deliver(server)).startsWith("451");
            broker.start("-1");
            assertThat(server.deliverUntilTaken("number " + number++, RECIPIENT))
                    .startsWith("250");
            assertThat(broker.take(QUEUE)).hasSize(2);

            broker.stop();
            assertThat(deliver(server)).startsWith("451");

            // Each queue of this broker takes one message.
            broker.start("1");
            assertThat(server.deliverUntilTaken("number " + number++, RECIPIENT))
                    .startsWith("250");
            assertThat(deliver(server)).startsWith("451 4.3.0");
            assertThat(broker.take(QUEUE)).hasSize(1);
            assertThat(deliver(server)).startsWith("250");
            assertThat(broker.take(QUEUE)).hasSize(1);

            broker.freeze();
            long begin = System.nanoTime();
            assertThat(deliver(server)).startsWith("451");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROCESSING.plus(SLACK));
            broker.thaw();
            assertThat(server.deliverUntilTaken("number " + number++, RECIPIENT))
                    .startsWith("250");
            assertThat(broker.take(QUEUE)).isNotEmpty();
        }
    }

    private String deliver(SampleServer server) throws IOException {
        return server.deliver("number " + number++, RECIPIENT);
    }

    private static void deliverLarge(SampleServer server) {
        try (SmtpConnection connection = server.connect()) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<" + RECIPIENT + ">");
            connection.command("354", "DATA");
            OutputStream body = connection.body();
            byte[] line = ("x".repeat(1022) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < LARGE; sent += line.length) {
                body.write(line);
            }
            connection.command("250", ".");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
