package org.smtpconnector.duplicates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;

/**
 * Recognizes a message that comes again. A client that has not heard the reply sends its message once more (RFC 5321 section 4.5.4.2,
 * RFC 1047), so that a message may arrive twice although it was committed once. This class keeps one row for each message and recipient
 * in a table of the application's own database, in the transaction of the caller: the row is there if and only if that transaction has
 * committed, and so the second arrival is known exactly if the first one counts.
 *
 * <p>Two messages are the same if their content ({@link SmtpMessage#digest}), their reverse-path and their recipient are. Two
 * arrivals at the same time are ordered by the database: the second one waits until the transaction of the first one is over.
 *
 * <p>Rows are kept until {@link #deleteOlderThan} removes them. Safe for use by several threads, and by several servers on one database.
 */
public final class SmtpDuplicates {

    /** SQLSTATE class 23: an integrity constraint, here the primary key. */
    private static final String INTEGRITY = "23";

    private static final String INSERT = "insert into smtp_duplicates (id, received) values (?, ?)";

    private final DataSource dataSource;

    /**
     * Uses a data source that takes part in the caller's transaction.
     *
     * @param dataSource of the application's own database, not null
     */
    public SmtpDuplicates(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * Creates the table {@code smtp_duplicates} unless it is there: with H2, PostgreSQL, MariaDB and MySQL. For others, an
     * administrator creates it: {@code id char(64) not null primary key, received timestamp not null}. To be called outside of
     * a transaction, at the start of the application.
     *
     * @throws SQLException if the database refuses
     */
    public void createTable() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create table if not exists smtp_duplicates"
                    + " (id char(64) not null primary key, received timestamp not null)");
        }
    }

    /**
     * Records a message for all of its recipients.
     *
     * @param message as a bean got it, not null
     * @return the recipients that have not got this message before, in their order; empty if it is a duplicate for all
     * @throws IOException if the content cannot be read
     * @throws SQLException if the database refuses: the caller lets its transaction fail, and the client sends again
     */
    public List<SmtpAddress> record(SmtpMessage message) throws IOException, SQLException {
        return record(message.digest(), message.reversePath(), message.recipients());
    }

    /**
     * Records a message of which only the digest is known, behind a message broker for example.
     *
     * @param digest of the content, see {@link SmtpMessage#digest}, not null
     * @param reversePath not null
     * @param recipients not null; one that is there twice counts once
     * @return the recipients that have not got this message before, in their order; empty if it is a duplicate for all
     * @throws SQLException if the database refuses: the caller lets its transaction fail, and the client sends again
     */
    public List<SmtpAddress> record(String digest, SmtpAddress reversePath, Collection<SmtpAddress> recipients)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return record(connection, digest, reversePath, recipients);
        }
    }

    /**
     * Records a message in a transaction of JDBC, where there is no container.
     *
     * @param connection of the transaction, which stays open, not null
     * @param digest of the content, see {@link SmtpMessage#digest}, not null
     * @param reversePath not null
     * @param recipients not null; one that is there twice counts once
     * @return the recipients that have not got this message before, in their order; empty if it is a duplicate for all
     * @throws SQLException if the database refuses: the caller rolls back
     */
    public static List<SmtpAddress> record(
            Connection connection, String digest, SmtpAddress reversePath, Collection<SmtpAddress> recipients)
            throws SQLException {
        // In one order in all transactions, so that two of them cannot wait for each other.
        Map<String, SmtpAddress> keys = new TreeMap<>();
        for (SmtpAddress recipient : recipients) {
            keys.putIfAbsent(key(digest, reversePath, recipient), recipient);
        }
        List<SmtpAddress> added = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(insert(connection))) {
            insert.setTimestamp(2, Timestamp.from(Instant.now()));
            for (Map.Entry<String, SmtpAddress> key : keys.entrySet()) {
                insert.setString(1, key.getKey());
                if (inserted(insert)) {
                    added.add(key.getValue());
                }
            }
        }
        return recipients.stream().distinct().filter(added::contains).toList();
    }

    /**
     * Deletes the rows of messages that arrived long ago: one of them that comes again counts as new. A client gives up after some
     * days (RFC 5321 section 4.5.4.1 demands at least four to five).
     *
     * @param age not negative
     * @return the number of rows
     * @throws SQLException if the database refuses
     */
    public int deleteOlderThan(Duration age) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from smtp_duplicates where received < ?")) {
            delete.setTimestamp(1, Timestamp.from(Instant.now().minus(age)));
            return delete.executeUpdate();
        }
    }

    /** PostgreSQL fails the whole transaction when a key is there already, and has a clause against that; all others only refuse the row. */
    private static String insert(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                ? INSERT + " on conflict do nothing"
                : INSERT;
    }

    private static boolean inserted(PreparedStatement insert) throws SQLException {
        try {
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(INTEGRITY)) {
                return false;
            }
            throw e;
        }
    }

    /** The key of bounded length: a line end is in none of the three. */
    private static String key(String digest, SmtpAddress reversePath, SmtpAddress recipient) {
        String text = digest + '\n' + canonical(reversePath) + '\n' + canonical(recipient);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java platform has SHA-256", e);
        }
    }

    /** Domains are compared without regard to case, local parts are not (RFC 5321 section 2.4). */
    private static String canonical(SmtpAddress address) {
        return address.localPart() + '@' + address.domain().toLowerCase(Locale.ROOT);
    }
}
