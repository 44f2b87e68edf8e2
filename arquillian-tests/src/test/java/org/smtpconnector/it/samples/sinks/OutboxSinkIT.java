package org.smtpconnector.it.samples.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Postgres;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;

/** The sink {@code outbox}: 250 is a row in the database, and each row arrives, whatever happens to the other system. */
@Tag("samples")
class OutboxSinkIT {

    private static final String RECIPIENT = "you@example.org";
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final int LARGE = 2 * 1024 * 1024;

    @TempDir
    private Path folder;

    /** The port of JMX of the last server. */
    private int jmx;

    private int number;

    /** Keys of what the broker has handed over; the same message may come more than once. */
    private final Set<String> arrived = new HashSet<>();

    private List<String> last = List.of();

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void twoServersPublishToKafkaWhatOnePostgresHas() throws Exception {
        String[] arguments = {
            "-Dsink.outbox.publisher=kafka",
            "-Dsink.outbox.timeout=PT4S",
            "-Dsink.outbox.data-source=org.postgresql.ds.PGSimpleDataSource",
            "-Dsink.outbox.url=" + Postgres.url(),
            "-Dsink.outbox.user=postgres",
            "-Dsink.outbox.password=postgres",
            "-Dsink.kafka.bootstrap-servers=127.0.0.1:" + Broker.PORT
        };
        try (Postgres postgres = new Postgres(folder.resolve("database"));
                Broker broker = Broker.kafka(folder);
                SampleServer first = start("first", arguments);
                SampleServer second =
                        SampleServer.start(folder.resolve("second"), archives(), freePort(), freePort(), arguments)) {
            accept(first, 10);
            accept(second, 10);
            awaitArrived(broker, 20);

            deliverLarge(first);
            awaitArrived(broker, 21);
            assertThat(last).singleElement().asString().contains("\"claim\":\"").doesNotContain("\"content\"");
            assertThat(Postgres.number("select sum(length(octets)) from outbox_content"))
                    .isGreaterThan(LARGE);
            assertThat(Postgres.number("select count(*) from outbox_message")).isEqualTo(1);

            broker.kill();
            accept(first, 3);
            broker.start();
            awaitArrived(broker, 24);

            broker.freeze();
            accept(second, 3);
            second.kill();
            broker.thaw();
            awaitArrived(broker, 27);

            postgres.stop();
            assertThat(deliver(first)).startsWith("451 4.3.0");
            postgres.start();
            assertThat(first.deliverUntilTaken("number " + number++, RECIPIENT)).startsWith("250");
            awaitArrived(broker, 28);
            assertThat(Postgres.number("select count(*) from outbox_event")).isZero();
        }
    }

    @Test
    void rabbitMqConfirmsWhatItHas() throws Exception {
        try (Broker broker = Broker.rabbitMq(folder);
                SampleServer server = start(
                        "server",
                        "-Dsink.outbox.publisher=rabbitmq",
                        "-Dsink.outbox.retry-delay=PT0.2S",
                        "-Dsink.outbox.timeout=PT4S",
                        "-Dsink.rabbitmq.uri=amqp://guest:guest@127.0.0.1:" + Broker.PORT)) {
            accept(server, 5);
            awaitArrived(broker, 5);

            broker.kill();
            accept(server, 3);
            broker.start();
            awaitArrived(broker, 8);

            broker.freeze();
            accept(server, 2);
            broker.thaw();
            awaitArrived(broker, 10);

            // The queue has room for ten: the others wait in the outbox.
            accept(server, 13);
            try (Outbox outbox = Outbox.connect(jmx)) {
                await().atMost(ARRIVAL).until(() -> outbox.count("Waiting") == 3);
            }
            awaitArrived(broker, 23);
        }
    }

    @Test
    void theWebHookIsTriedAgainUntilItTakesTheEvent() throws Exception {
        int port = freePort();
        Queue<Integer> answers = new ConcurrentLinkedQueue<>(List.of(500, 302));
        Queue<String> keys = new ConcurrentLinkedQueue<>();
        HttpServer hook = hook(port, answers, keys);
        try (SampleServer server = start(
                "server",
                "-Dsink.outbox.publisher=webhook",
                "-Dsink.outbox.max-attempts=3",
                "-Dsink.outbox.retry-delay=PT0.2S",
                "-Dsink.webhook.url=http://127.0.0.1:" + port + "/mail",
                "-Dsink.webhook.secret=0123456789abcdef")) {
            accept(server, 1);
            await().atMost(ARRIVAL).untilAsserted(() -> assertThat(keys).hasSize(1));

            hook.stop(0);
            accept(server, 2);
            hook = hook(port, answers, keys);
            await().atMost(ARRIVAL)
                    .untilAsserted(() -> assertThat(keys).hasSize(3).doesNotHaveDuplicates());

            answers.addAll(List.of(400, 400, 400));
            accept(server, 1);
            try (Outbox outbox = Outbox.connect(jmx)) {
                await().atMost(ARRIVAL).until(() -> outbox.count("DeadLetters") == 1);
                assertThat(keys).hasSize(3);
                assertThat(outbox.resendDeadLetters()).isEqualTo(1);
                await().atMost(ARRIVAL).untilAsserted(() -> assertThat(keys).hasSize(4));
                await().atMost(ARRIVAL).until(() -> outbox.count("Waiting") == 0);
            }
        } finally {
            hook.stop(0);
        }
    }

    /** Starts a web hook that gives the answers and then takes everything. */
    private static HttpServer hook(int port, Queue<Integer> answers, Collection<String> keys) throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        hook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            Integer answer = answers.poll();
            if (answer == null) {
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            }
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
            exchange.close();
        });
        hook.start();
        return hook;
    }

    private static List<Path> archives() {
        return List.of(SampleServer.archive("sink-outbox.war"));
    }

    private SampleServer start(String name, String... arguments) throws IOException, InterruptedException {
        jmx = freePort();
        List<String> all = new ArrayList<>(List.of(
                "-Dcom.sun.management.jmxremote.port=" + jmx,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Dsink.outbox.url=jdbc:h2:" + folder.resolve("outbox") + ";WRITE_DELAY=0",
                "-Dsink.outbox.poll-interval=PT0.1S"));
        all.addAll(List.of(arguments));
        return SampleServer.start(folder.resolve(name), archives(), all.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void accept(SampleServer server, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            assertThat(deliver(server)).startsWith("250");
        }
    }

    private String deliver(SampleServer server) throws IOException {
        return server.deliver("number " + number++, RECIPIENT);
    }

    private static void deliverLarge(SampleServer server) throws IOException {
        try (SmtpConnection connection = server.connect()) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<" + RECIPIENT + ">");
            connection.command("354", "DATA");
            byte[] line = ("x".repeat(1022) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < LARGE; sent += line.length) {
                connection.body().write(line);
            }
            connection.command("250", ".");
        }
    }

    private void awaitArrived(Broker broker, int messages) {
        await().atMost(ARRIVAL).until(() -> {
            last = broker.take("mail");
            last.forEach(line -> arrived.add(line.substring(0, line.indexOf(' '))));
            return arrived.size() == messages;
        });
    }
}
