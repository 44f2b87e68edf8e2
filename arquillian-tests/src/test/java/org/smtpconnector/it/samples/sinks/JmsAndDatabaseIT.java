package org.smtpconnector.it.samples.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Postgres;
import org.smtpconnector.it.samples.PostgresArchive;
import org.smtpconnector.it.samples.SampleServer;

/** The beans of {@code jms} and {@code store} take a message in one transaction: both the queue and the table have it, or neither. */
@Tag("samples")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class JmsAndDatabaseIT {

    private static final String QUEUE = "mail";

    @TempDir
    private Path folder;

    private int number;

    @Test
    void queueAndTableCommitTogether() throws Exception {
        List<Path> archives = List.of(
                SampleServer.archive("artemis.rar"),
                SampleServer.archive("sink-jms.jar"),
                PostgresArchive.withXa("store", "mail", folder));
        try (Postgres postgres = new Postgres(folder.resolve("database"));
                Broker broker = Broker.artemis(folder);
                SampleServer server = SampleServer.start(
                        folder, archives, JmsSinkIT.arguments().toArray(String[]::new))) {
            assertThat(deliver(server)).startsWith("250");
            assertThat(broker.take(QUEUE)).hasSize(1);
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(1);

            // The insert and the send succeed; the commit of the database does not.
            Postgres.execute("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'refused'; end $$");
            Postgres.execute("create constraint trigger refuse after insert on mail deferrable initially deferred"
                    + " for each row execute function refuse()");
            assertThat(deliver(server)).startsWith("451 4.3.0");
            assertThat(broker.take(QUEUE)).isEmpty();
            Postgres.execute("drop trigger refuse on mail");
            assertThat(deliver(server)).startsWith("250");
            assertThat(broker.take(QUEUE)).hasSize(1);
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(2);

            broker.kill();
            assertThat(deliver(server)).startsWith("451");
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(2);
            broker.start("-1");
            assertThat(server.deliverUntilTaken("number " + number++, "you@example.org"))
                    .startsWith("250");
            assertThat(broker.take(QUEUE)).hasSize(1);
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(3);

            postgres.stop();
            assertThat(deliver(server)).startsWith("451");
            assertThat(broker.take(QUEUE)).isEmpty();
        }
    }

    private String deliver(SampleServer server) throws IOException {
        return server.deliver("number " + number++, "you@example.org");
    }
}
