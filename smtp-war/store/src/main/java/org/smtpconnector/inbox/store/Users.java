package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.DatabaseIdentityStoreDefinition;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.smtpconnector.inbox.database.StoreDataSource;

/**
 * The users, in the same database as the mail: an identity store of Jakarta Security, which both SMTP AUTH and the login of
 * the inbox ask. {@code inbox.user.name} and {@code inbox.user.password} say who is there at least.
 */
@DatabaseIdentityStoreDefinition(
        dataSourceLookup = StoreDataSource.NAME,
        callerQuery = "select password from smtp_user where name = ?",
        groupsQuery = "select group_name from smtp_user_group where name = ?")
@ApplicationScoped
public class Users {

    @Inject
    private Pbkdf2PasswordHash hash;

    /** Adds the user that is configured, or gives it the password that is configured. */
    void addConfigured() {
        Config config = ConfigProvider.getConfig(Users.class.getClassLoader());
        Optional<String> name = config.getOptionalValue("inbox.user.name", String.class);
        Optional<String> password = config.getOptionalValue("inbox.user.password", String.class);
        if (name.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "Of inbox.user.name and inbox.user.password one has a value and the other has none");
        }
        if (name.isEmpty()) {
            return;
        }
        try (Connection connection = new StoreDataSource().getConnection()) {
            connection.setAutoCommit(false);
            String generated = hash.generate(password.get().toCharArray());
            if (execute(connection, "update smtp_user set password = ? where name = ?", generated, name.get()) == 0) {
                execute(connection, "insert into smtp_user (password, name) values (?, ?)", generated, name.get());
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the user " + name.get(), e);
        }
    }

    private static int execute(Connection connection, String sql, String first, String second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, first);
            statement.setString(2, second);
            return statement.executeUpdate();
        }
    }
}
