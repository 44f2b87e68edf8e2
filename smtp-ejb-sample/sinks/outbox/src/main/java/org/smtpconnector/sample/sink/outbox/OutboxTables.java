package org.smtpconnector.sample.sink.outbox;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;

/** The tables of messages and events. Each method works in the transaction of the connection that it is given. */
final class OutboxTables {

    /** The content is stored in pieces of this size, so that no message is on the heap as a whole. */
    private static final int CHUNK = 256 * 1024;

    private static final int MAX_SUBJECT = 998;
    private static final int MAX_ERROR = 500;

    private OutboxTables() {}

    static void create(Connection connection) throws SQLException {
        try (InputStream in = OutboxTables.class.getResourceAsStream("outbox.sql");
                Statement statement = connection.createStatement()) {
            for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a message and its event. */
    static void add(Connection connection, SmtpMessage message) throws SQLException, IOException {
        String id = UUID.randomUUID().toString();
        long now = System.currentTimeMillis();
        update(
                connection,
                "insert into outbox_message (id, digest, sender, recipients, subject, size, received)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                id,
                message.digest(),
                message.reversePath().toString(),
                // An address contains no line break.
                message.recipients().stream().map(SmtpAddress::toString).collect(Collectors.joining("\n")),
                subject(message),
                message.size(),
                now);
        addContent(connection, id, message);
        update(connection, "insert into outbox_event (message, due) values (?, ?)", id, now);
    }

    private static void addContent(Connection connection, String id, SmtpMessage message)
            throws SQLException, IOException {
        try (InputStream in = message.openStream();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox_content (message, number, octets) values (?, ?, ?)")) {
            int number = 0;
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                insert.setString(1, id);
                insert.setInt(2, number++);
                insert.setBytes(3, chunk);
                insert.executeUpdate();
            }
        }
    }

    private static String subject(SmtpMessage message) {
        String field = message.header("Subject").orElse("");
        String decoded;
        try {
            decoded = MimeUtility.decodeText(field.substring(0, Math.min(field.length(), MAX_SUBJECT)));
        } catch (UnsupportedEncodingException e) {
            decoded = field;
        }
        return bounded(decoded, MAX_SUBJECT);
    }

    /** Shortens a text and takes out NUL, which PostgreSQL does not store. */
    private static String bounded(String text, int length) {
        return text.substring(0, Math.min(text.length(), length)).replace("\0", "");
    }

    /**
     * Locks events that are due. Those that another server has locked are skipped.
     *
     * @param inlineSize the size up to which an event has the content of its message
     */
    static List<OutboxEvent> take(Connection connection, Instant now, int limit, int inlineSize) throws SQLException {
        record Locked(long id, String message, int attempts) {}
        List<Locked> locked = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, message, attempts from outbox_event where dead = false and due <= ?"
                        + " order by id limit ? for update skip locked")) {
            select.setLong(1, now.toEpochMilli());
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    locked.add(new Locked(rows.getLong(1), rows.getString(2), rows.getInt(3)));
                }
            }
        }
        List<OutboxEvent> events = new ArrayList<>();
        for (Locked event : locked) {
            events.add(event(connection, event.id, event.message, event.attempts, inlineSize));
        }
        return events;
    }

    private static OutboxEvent event(Connection connection, long id, String message, int attempts, int inlineSize)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select digest, sender, recipients, subject, size, received from outbox_message where id = ?")) {
            select.setString(1, message);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new OutboxEvent(
                        id,
                        message,
                        attempts,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).lines().toList(),
                        row.getString(4),
                        row.getLong(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getLong(5) > inlineSize ? Optional.empty() : Optional.of(content(connection, message)));
            }
        }
    }

    private static byte[] content(Connection connection, String message) throws SQLException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (PreparedStatement select =
                connection.prepareStatement("select octets from outbox_content where message = ? order by number")) {
            select.setString(1, message);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    content.writeBytes(rows.getBytes(1));
                }
            }
        }
        return content.toByteArray();
    }

    /** Removes an event that has been published, and its message unless the readers fetch it from the table. */
    static void remove(Connection connection, OutboxEvent event) throws SQLException {
        if (event.content().isPresent()) {
            update(connection, "delete from outbox_message where id = ?", event.message());
        } else {
            update(connection, "delete from outbox_event where id = ?", event.id());
        }
    }

    /** Records that an attempt has failed. */
    static void fail(Connection connection, OutboxEvent event, Instant due, boolean dead, String error)
            throws SQLException {
        update(
                connection,
                "update outbox_event set attempts = ?, due = ?, dead = ?, error = ? where id = ?",
                event.attempts() + 1,
                due.toEpochMilli(),
                dead,
                bounded(error, MAX_ERROR),
                event.id());
    }

    /** Makes each dead letter due, with all its attempts, and returns their number. */
    static int resendDeadLetters(Connection connection) throws SQLException {
        return update(connection, "update outbox_event set dead = false, attempts = 0, due = 0 where dead = true");
    }

    static long count(Connection connection, boolean dead) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from outbox_event where dead = ?")) {
            select.setBoolean(1, dead);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
