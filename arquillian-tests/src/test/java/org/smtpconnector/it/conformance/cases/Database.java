package org.smtpconnector.it.conformance.cases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server's own database in the PostgreSQL of this process. What it keeps is looked at from here, also when the server is gone. */
public final class Database {

    /** Ended by a hook of the library when this process ends. */
    private static EmbeddedPostgres postgres;

    private final String name;

    /** Creates the database of a server. */
    public Database(String server) {
        name = server.replace('-', '_');
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        update("create table mail (subject varchar(200), recipient varchar(200),"
                + " once varchar(200) unique deferrable initially deferred)");
    }

    private static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_prepared_transactions", "100")
                        .setServerConfig("max_connections", "300")
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    /** Returns the address for a driver, without user and password: both are {@code postgres}. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres().getPort() + "/" + name;
    }

    private void update(String statement) {
        try (Connection connection = postgres().getDatabase("postgres", name).getConnection();
                Statement update = connection.createStatement()) {
            update.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what is in the column "recipient" of the rows with a subject, in their order. */
    List<String> rows(String subject) {
        return select("select recipient from mail where subject = ?", subject);
    }

    /** Returns the subjects of the rows with a recipient. */
    List<String> subjects(String recipient) {
        return select("select subject from mail where recipient = ?", recipient);
    }

    private List<String> select(String query, String argument) {
        try (Connection connection = postgres().getDatabase("postgres", name).getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, argument);
            try (ResultSet result = select.executeQuery()) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
