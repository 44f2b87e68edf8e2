package org.smtpconnector.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
            assertThat(rows()).isEqualTo(1);

            // The insert succeeds; the commit does not.
            execute("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'refused'; end $$");
            execute("create constraint trigger refuse after insert on mail deferrable initially deferred"
                    + " for each row execute function refuse()");
            assertThat(server.deliver("second", RECIPIENT)).startsWith("451 4.3.0");
            assertThat(rows()).isEqualTo(1);
            execute("drop trigger refuse on mail");
            assertThat(server.deliver("second", RECIPIENT)).startsWith("250");
            assertThat(rows()).isEqualTo(2);

            postgres.stop();
            assertThat(server.deliver("third", RECIPIENT)).startsWith("451 4.3.0");
            postgres.start();
            assertThat(deliveredAtLast(server)).startsWith("250");
            assertThat(rows()).isEqualTo(3);

            // Acknowledged is stored, also if the server is killed right after the reply.
            assertThat(server.deliver("fourth", RECIPIENT)).startsWith("250");
            server.kill();
            assertThat(rows()).isEqualTo(4);
        }
    }

    /** The pool may hold connections that the database has closed: each is found by one delivery. */
    private static String deliveredAtLast(SampleServer server) throws Exception {
        String reply = "";
        for (int i = 0; i < 100 && !reply.startsWith("250"); i++) {
            reply = server.deliver("third", RECIPIENT);
        }
        return reply;
    }

    private static long rows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from mail")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(PostgresArchive.url(), "postgres", "");
    }
}
