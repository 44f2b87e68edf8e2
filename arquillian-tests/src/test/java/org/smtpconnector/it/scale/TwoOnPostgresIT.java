package org.smtpconnector.it.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Postgres;
import org.smtpconnector.it.samples.PostgresArchive;
import org.smtpconnector.it.samples.SampleServer;

/** Two connectors with the sample {@code store} on one PostgreSQL, behind HAProxy. */
@Tag("scale-out")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class TwoOnPostgresIT {

    private static final int MESSAGES = 5000;
    private static final Duration PROCESSING = Duration.ofSeconds(10);

    /** The time for which the database is away, at least. */
    private static final Duration AWAY = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        HaProxy.require();
        Path archive = PostgresArchive.of("store", "mail", folder);
        int[] ports = IntStream.range(0, 5).map(i -> Ports.free()).toArray();
        try (Postgres postgres = new Postgres(folder.resolve("database"));
                SampleServer first = node("first", archive, ports[0], ports[1]);
                SampleServer second = node("second", archive, ports[2], ports[3]);
                HaProxy balancer = new HaProxy(folder, ports[4], List.of(ports[1], ports[3]));
                Load load = new Load(balancer.port(), MESSAGES).holdTheLast().start()) {
            load.awaitAcknowledged(MESSAGES / 3);
            first.kill();
            load.awaitAcknowledged(2 * MESSAGES / 3);
            postgres.stop();
            load.release();
            load.awaitRefusals(AWAY);
            postgres.start();
            load.awaitAll();

            System.out.println(load);
            assertThat(stored()).containsAll(load.acknowledged()).hasSize(MESSAGES);
            assertThat(load.replies()).containsKey("451").containsOnlyKeys("250", "451");
            assertThat(load.longestSilence()).isLessThan(PROCESSING.plusSeconds(5));
            assertThat(second.lines()).noneMatch(line -> line.contains("OutOfMemoryError"));
        }
    }

    private SampleServer node(String name, Path archive, int httpPort, int smtpPort) throws Exception {
        return Node.start(folder.resolve(name), List.of(archive), httpPort, smtpPort, PROCESSING);
    }

    /** Reads the numbers of the messages that are in the database. */
    private static Set<Integer> stored() throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        for (String sender : Postgres.texts("select distinct sender from mail")) {
            numbers.add(Integer.valueOf(sender.replaceAll("\\D", "")));
        }
        return numbers;
    }
}
