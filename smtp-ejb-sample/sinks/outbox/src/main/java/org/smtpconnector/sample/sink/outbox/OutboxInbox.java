package org.smtpconnector.sample.sink.outbox;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.MessageDriven;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/**
 * Stores each message together with the event that the relay publishes later. Both are in the transaction around {@link #onMessage}: if
 * the database cannot commit, the sender hears 451, and neither is there.
 */
@MessageDriven
@DataSourceDefinition(
        name = OutboxInbox.DATA_SOURCE,
        className = "${MPCONFIG=sink.outbox.data-source:org.h2.jdbcx.JdbcDataSource}",
        // Without WRITE_DELAY=0 a commit of H2 is on the disk up to half a second later: too late for a 250.
        url = "${MPCONFIG=sink.outbox.url:jdbc:h2:./outbox;WRITE_DELAY=0}",
        user = "${MPCONFIG=sink.outbox.user:outbox}",
        password = "${MPCONFIG=sink.outbox.password:outbox}")
public class OutboxInbox implements SmtpMessageListener {

    static final String DATA_SOURCE = "java:app/jdbc/outbox";

    @Resource(lookup = DATA_SOURCE)
    DataSource database;

    @Override
    public void onMessage(SmtpMessage message) {
        try (Connection connection = database.getConnection()) {
            OutboxTables.add(connection, message);
        } catch (SQLException e) {
            // A RuntimeException rolls the transaction back.
            throw new IllegalStateException("The message cannot be stored", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
