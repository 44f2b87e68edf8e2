package org.smtpconnector.sample.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableConnectionTest {

    @TempDir
    Path directory;

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from t")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** A copy of the file at the moment after the commit is what a kill -9 would leave. */
    @Test
    void whatIsCommittedIsInTheFileAtOnce() throws Exception {
        String copy = directory.resolve("copy").toString();
        try (Connection connection =
                        DurableConnection.of(DriverManager.getConnection(StoreDataSource.h2(directory.toString())));
                Statement statement = connection.createStatement()) {
            statement.execute("create table t(a int)");
            connection.setAutoCommit(false);
            for (int i = 1; i <= 20; i++) {
                statement.execute("insert into t values(" + i + ")");
                connection.commit();
                Files.copy(
                        directory.resolve("inbox.mv.db"),
                        Path.of(copy + ".mv.db"),
                        StandardCopyOption.REPLACE_EXISTING);
                try (Connection copied = DriverManager.getConnection("jdbc:h2:file:" + copy)) {
                    assertThat(rows(copied)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void tellsThatTheDatabaseIsGone() throws Exception {
        try (Connection connection =
                        DurableConnection.of(DriverManager.getConnection(StoreDataSource.h2(directory.toString())));
                Statement statement = connection.createStatement()) {
            assertThat(connection.isValid(1)).isTrue();
            statement.execute("shutdown immediately");
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }
    }
}
