package org.smtpconnector.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Postgres;

/** The sample {@code store} on a real PostgreSQL: 250 is a row, and everything else leaves none. */
@Tag("samples")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class StoreOnPostgresIT {

    private static final String RECIPIENT = "you@example.org";

    @TempDir
    private Path folder;

    @Test
    void theRowIsThereIfAndOnlyIfTheClientHears250() throws Exception {
        Path archive = PostgresArchive.of("store", "mail", folder);
        try (Postgres postgres = new Postgres(folder.resolve("database"));
                SampleServer server = SampleServer.start(folder, List.of(archive))) {
            assertThat(server.deliver("first", RECIPIENT)).startsWith("250");
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(1);

            // The insert succeeds; the commit does not.
            Postgres.execute("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'refused'; end $$");
            Postgres.execute("create constraint trigger refuse after insert on mail deferrable initially deferred"
                    + " for each row execute function refuse()");
            assertThat(server.deliver("second", RECIPIENT)).startsWith("451 4.3.0");
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(1);
            Postgres.execute("drop trigger refuse on mail");
            assertThat(server.deliver("second", RECIPIENT)).startsWith("250");
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(2);

            postgres.stop();
            assertThat(server.deliver("third", RECIPIENT)).startsWith("451 4.3.0");
            postgres.start();
            assertThat(server.deliverUntilTaken("third", RECIPIENT)).startsWith("250");
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(3);

            // Acknowledged is stored, also if the server is killed right after the reply.
            assertThat(server.deliver("fourth", RECIPIENT)).startsWith("250");
            server.kill();
            assertThat(Postgres.number("select count(*) from mail")).isEqualTo(4);
        }
    }
}
