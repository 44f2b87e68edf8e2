package org.smtpconnector.it.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Postgres;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;
import org.smtpconnector.it.samples.sinks.Broker;

/** Two connectors with the sink {@code jms} behind HAProxy, a broker and its copy, and a consumer that writes to PostgreSQL. */
@Tag("scale-out")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class TwoOnArtemisIT {

    private static final int MESSAGES = 5000;
    private static final Duration PROCESSING = Duration.ofSeconds(10);

    /** The time that a reply may take beyond {@code timeout.processing} on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The time for which the database is away, at least. */
    private static final Duration AWAY = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final int[] ports = IntStream.range(0, 7).map(i -> Ports.free()).toArray();
    private final String brokers = "(tcp://127.0.0.1:" + ports[5] + ",tcp://127.0.0.1:" + ports[6] + ")";

    @Test
    void everyMessageArrivesOnce() throws Exception {
        HaProxy.require();
        try (Postgres postgres = new Postgres(folder.resolve("database"));
                Broker primary = broker("primary", ports[5], ports[6]);
                Broker backup = broker("backup", ports[6], ports[5]);
                SampleServer first = node("first", ports[0], ports[1]);
                SampleServer second = node("second", ports[2], ports[3]);
                HaProxy balancer = new HaProxy(folder, ports[4], List.of(ports[1], ports[3]));
                Broker consumer = Broker.start(
                        "DatabaseConsumer",
                        folder.resolve("consumer"),
                        0,
                        brokers + "?reconnectAttempts=0",
                        "mail",
                        Postgres.url());
                Load load = new Load(balancer.port(), MESSAGES)) {
            await("The backup has a copy of the journal").atMost(LIMIT).until(() -> primary.take("")
                    .contains("true"));
            await().atMost(LIMIT).until(() -> ready(second) == 200);
            load.holdTheLast().start();
            load.awaitAcknowledged(MESSAGES / 3);
            first.kill();
            load.awaitAcknowledged(2 * MESSAGES / 3);
            primary.kill();
            load.awaitAcknowledged(2 * MESSAGES / 3 + MESSAGES / 10);
            postgres.stop();
            load.release();
            await("The consumer lives on").atMost(LIMIT).pollDelay(AWAY).until(() -> consumer.take("")
                    .isEmpty());
            postgres.start();
            load.awaitAll();

            System.out.println(load);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(arrived()).hasSize(MESSAGES));
            assertThat(arrived()).doesNotHaveDuplicates();
            assertThat(load.replies()).containsOnlyKeys("250", "451");
            assertThat(load.longestSilence()).isLessThan(PROCESSING.plus(SLACK));

            withoutABroker(balancer, second, backup);
            assertThat(consumer.take("")).isEmpty();
        }
    }

    /** Without a broker, senders hear 451 and the server is not ready; with one, both are over without a restart. */
    private void withoutABroker(HaProxy balancer, SampleServer server, Broker backup) throws Exception {
        backup.kill();
        long begin = System.nanoTime();
        assertThat(deliver(balancer, "without a broker")).startsWith("451");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROCESSING.plus(SLACK));
        await().atMost(LIMIT).until(() -> ready(server) == 503);

        try (Broker again = Broker.start(
                "ReplicatedBroker", folder.resolve("backup"), ports[6], "primary", String.valueOf(ports[5]))) {
            await().atMost(LIMIT).until(() -> ready(server) == 200);
            await().atMost(LIMIT).until(() -> deliver(balancer, "with a broker").startsWith("250"));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(arrived()).hasSize(MESSAGES + 1));
            assertThat(again.take("")).isNotEmpty();
        }
    }

    private static String deliver(HaProxy balancer, String subject) throws IOException {
        try (SmtpConnection connection =
                new SmtpConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), balancer.port()))) {
            return connection.deliver(subject, "you@example.org");
        }
    }

    private static int ready(SampleServer server) throws IOException, InterruptedException {
        return server.get("/health/ready").statusCode();
    }

    private Broker broker(String role, int port, int other) throws IOException {
        return Broker.start("ReplicatedBroker", folder.resolve(role), port, role, String.valueOf(other));
    }

    private SampleServer node(String name, int httpPort, int smtpPort) throws Exception {
        String connector = "org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory";
        return Node.start(
                folder.resolve(name),
                List.of(SampleServer.archive("artemis.rar"), webApplication()),
                httpPort,
                smtpPort,
                PROCESSING,
                "-Dsink.jms.connector-class=" + connector + "," + connector,
                "-Dsink.jms.connector=host=127.0.0.1;port=" + ports[5] + ",host=127.0.0.1;port=" + ports[6]);
    }

    /** Packs the sink into a web application: the server has its health checks at /health only if there is one. */
    private Path webApplication() {
        WebArchive war = ShrinkWrap.create(WebArchive.class, "mail.war")
                .addAsLibrary(SampleServer.archive("sink-jms.jar").toFile());
        Path file = folder.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** Reads the senders of the messages that the consumer has stored. */
    private static List<String> arrived() throws SQLException {
        return Postgres.texts("select sender from arrived");
    }
}
