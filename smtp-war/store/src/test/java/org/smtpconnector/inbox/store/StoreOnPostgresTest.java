package org.smtpconnector.inbox.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On a real PostgreSQL; its binaries are those for Linux. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class StoreOnPostgresTest extends StoreOnTest {

    private static EmbeddedPostgres server;
    private static int databases;

    @BeforeAll
    static void start() throws IOException {
        // On a busy machine it takes longer than the 10 seconds that are the default.
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String url() throws SQLException {
        String name = "inbox" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return server.getJdbcUrl("postgres", name);
    }

    @Override
    StoreFixture open(String url, Path directory) {
        return StoreFixture.postgres(url, directory);
    }

    @Override
    StoreFixture open(String url, Path directory, StoreFixture.Entries entries) {
        return StoreFixture.postgres(url, directory, entries);
    }
}
