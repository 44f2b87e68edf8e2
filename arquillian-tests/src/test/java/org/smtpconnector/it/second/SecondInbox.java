package org.smtpconnector.it.second;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

/**
 * The bean of an application that comes and goes. It leaves weak references to its class loader and the adapter's at a place that
 * outlives them, and touches all that could keep it: the content, Jakarta Mail, a hook, a connection.
 */
@MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "listeners", propertyValue = "second"))
public class SecondInbox implements SmtpMessageListener {

    @Resource
    DataSource dataSource;

    @Override
    public SmtpAddress onRcptTo(SmtpSession session, SmtpTransaction transaction, SmtpAddress recipient) {
        return recipient;
    }

    @Override
    public void onMessage(SmtpMessage message) throws SmtpRejectedException {
        leave("application", getClass());
        leave("adapter", SmtpMessageListener.class);
        try {
            message.openStream().transferTo(OutputStream.nullOutputStream());
            store(message.mimeMessage().getSubject());
        } catch (MessagingException | IOException | SQLException e) {
            throw new SmtpRejectedException(
                    SmtpReply.of(451, "4.3.0", "Cannot be read or stored"), "Cannot be read or stored", e);
        }
    }

    private static void leave(String name, Class<?> loaded) {
        System.getProperties().put("smtpconnector.test." + name, new WeakReference<>(loaded.getClassLoader()));
    }

    private void store(String subject) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into redeployed values (?)")) {
            insert.setString(1, subject);
            insert.executeUpdate();
        }
    }
}
