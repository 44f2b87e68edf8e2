package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.inbox.database.StoreDataSource;

/** Whenever a server is killed while it makes its database, the next one begins. */
class KilledSchemaTest {

    private static final int KILLS = 20;

    /** Longer than a database takes to be made, also at the first time. */
    private static final int LONGEST_MILLIS = 800;

    @TempDir
    Path directory;

    /** Makes one database after another, until it is killed. */
    public static final class Server {

        private Server() {}

        /** The argument is the directory of the databases. */
        public static void main(String[] arguments) throws IOException {
            System.out.write('.');
            System.out.flush();
            for (int number = 0; ; number++) {
                start(Files.createDirectory(Path.of(arguments[0], String.valueOf(number))));
            }
        }
    }

    private static void start(Path data) {
        System.setProperty("inbox.data-directory", data.toString());
        try {
            Schema.migrate(new StoreDataSource());
        } finally {
            System.clearProperty("inbox.data-directory");
        }
    }

    private static int messages(Path data) throws Exception {
        try (Connection connection =
                        StoreFixture.dataSource(StoreFixture.h2Url(data)).getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from smtp_message where outcome = 'x'")) {
            count.next();
            return count.getInt(1);
        }
    }

    @Test
    void beginsAfterAKillAtAnyMoment() throws Exception {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Path databases = Files.createDirectory(directory.resolve("kill" + kill));
            Process server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Server.class.getName(),
                            databases.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream output = server.getInputStream()) {
                assertThat(output.read()).isEqualTo('.');
                assertThat(server.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS))
                        .isFalse();
            } finally {
                server.destroyForcibly().waitFor();
            }
            try (Stream<Path> all = Files.list(databases)) {
                List<Path> made = all.toList();
                // The last one is that in the middle of which it was killed.
                for (Path data : made) {
                    start(data);
                    assertThat(messages(data)).isZero();
                }
            }
        }
    }

    /** H2 does not open a file without its two headers, and has stored nothing in it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 8191})
    void beginsWithAFileThatHasJustBegun(int octets) throws Exception {
        Path first = Files.createDirectory(directory.resolve("first"));
        start(first);
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.write(
                second.resolve("inbox.mv.db"), Arrays.copyOf(Files.readAllBytes(first.resolve("inbox.mv.db")), octets));
        start(second);
        assertThat(messages(second)).isZero();
    }
}
