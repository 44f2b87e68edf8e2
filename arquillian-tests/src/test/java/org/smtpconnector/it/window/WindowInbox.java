package org.smtpconnector.it.window;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;

/** Does nothing with the message, or keeps it in a file of H2 that a commit waits for, as the inbox does. */
@DataSourceDefinition(
        name = "java:app/jdbc/window",
        className = "org.h2.Driver",
        url = "jdbc:h2:file:${MPCONFIG=window.directory}/window;WRITE_DELAY=0;"
                + "INIT=create table if not exists mail (subject varchar(200)\\, content blob)")
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "window"))
public class WindowInbox implements SmtpMessageListener {

    @Resource(lookup = "java:app/jdbc/window")
    DataSource dataSource;

    @Resource
    TransactionSynchronizationRegistry transaction;

    @Override
    public void onMessage(SmtpMessage message) {
        String subject = message.header("Subject").orElseThrow();
        if (message.recipients().get(0).localPart().equals("insert")) {
            try (Connection connection = dataSource.getConnection();
                    InputStream content = message.openStream();
                    PreparedStatement insert = connection.prepareStatement("insert into mail values (?, ?)")) {
                insert.setString(1, subject);
                insert.setBinaryStream(2, content);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        transaction.registerInterposedSynchronization(new Looks.Look(subject));
    }
}
