package org.smtpconnector.it.inbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server process that goes away and comes back on the same port, with the same data. */
public final class Postgres implements AutoCloseable {

    /** Stands for the port in an argument of a server. */
    static final String PORT = "${test.postgres.port}";

    private final Path data;
    private EmbeddedPostgres server;

    /** Starts it on a new database. */
    public Postgres(Path data) throws IOException {
        this.data = data;
        start();
    }

    public static int port() {
        return Integer.getInteger("test.postgres.port");
    }

    /** Returns the URL of the database, for the user {@code postgres}. */
    public static String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    /** Executes a statement. */
    public static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the one number that a query gives. */
    public static long number(String sql) throws SQLException {
        return Long.parseLong(texts(sql).get(0));
    }

    /** Returns the first column of a query. */
    public static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    public void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPort(port())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                // For transactions with other resources; none is possible by default.
                .setServerConfig("max_prepared_transactions", "20")
                // On a busy machine it takes longer than the 10 seconds that are the default.
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    /** Ends it, whoever is connected. */
    public void stop() throws IOException {
        server.close();
    }

    /** Stops its processes where they stand: connections stay open, and nobody answers. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        // The process that the library knows is the one that started the server.
        String first = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        ProcessHandle main = ProcessHandle.of(Long.parseLong(first)).orElseThrow();
        String[] command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        Stream.concat(Stream.of(main), main.descendants()).map(p -> String.valueOf(p.pid())))
                .toArray(String[]::new);
        Process kill = new ProcessBuilder(command).inheritIO().start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " has failed");
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
