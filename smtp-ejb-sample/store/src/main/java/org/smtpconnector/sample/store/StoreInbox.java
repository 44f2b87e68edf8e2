package org.smtpconnector.sample.store;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.MessageDriven;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/**
 * Stores each message. The client hears 250 when the row is committed; if the commit fails, it hears 451, no row is there, and it sends
 * the message again.
 */
@MessageDriven
@DataSourceDefinition(
        name = "java:app/jdbc/mail",
        className = "org.h2.jdbcx.JdbcDataSource",
        // Without WRITE_DELAY=0 a commit of H2 is on the disk up to half a second later: too late for a 250.
        url = "jdbc:h2:./mail;WRITE_DELAY=0")
public class StoreInbox implements SmtpMessageListener {

    @PersistenceContext
    EntityManager entityManager;

    @Override
    public void onMessage(SmtpMessage message) {
        // The key max-message-size bounds the array.
        try (InputStream content = message.openStream()) {
            entityManager.persist(new StoredMail(
                    message.reversePath().toString(),
                    String.join(
                            "\n",
                            message.recipients().stream().map(Object::toString).toList()),
                    content.readAllBytes(),
                    LocalDateTime.now(ZoneOffset.UTC)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
