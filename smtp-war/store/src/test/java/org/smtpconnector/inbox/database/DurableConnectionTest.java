package org.smtpconnector.inbox.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        try (Connection connection = DurableConnection.of(
                        DriverManager.getConnection(StoreDataSource.h2(directory)), new OpenDatabase());
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
        try (Connection connection = DurableConnection.of(
                        DriverManager.getConnection(StoreDataSource.h2(directory)), new OpenDatabase());
                Statement statement = connection.createStatement()) {
            assertThat(connection.isValid(1)).isTrue();
            statement.execute("shutdown immediately");
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }
    }

    /**
     * Four threads write while the disk fills up, at one place and another. When there is room again each of them writes on,
     * with a new connection; without {@link OpenDatabase}, some stay in H2 for ever.
     */
    @Test
    @Timeout(60)
    void afterAFullDiskAllWriteOn() throws Exception {
        FullPath.register();
        for (int room = 0; room < 10; room++) {
            FullPath.room(Integer.MAX_VALUE);
            String url = StoreDataSource.h2(directory.resolve("full" + room)).replace("file:retry:", "file:full:");
            AtomicReference<OpenDatabase> database = new AtomicReference<>(new OpenDatabase());
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table t(id int auto_increment primary key, octets varbinary(100000))");
            }
            List<Writer> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(new Writer(url, database));
            }
            writers.forEach(Thread::start);
            writers.forEach(writer -> writer.awaitAnother(3));
            OpenDatabase first = database.get();
            FullPath.room(room);
            Awaitility.await().until(first::isLost);
            FullPath.room(Integer.MAX_VALUE);
            writers.forEach(writer -> writer.awaitAnother(3));
            for (Writer writer : writers) {
                writer.isEnding = true;
                writer.join();
            }
            try (Connection again = DriverManager.getConnection(url)) {
                // What was acknowledged, and perhaps what was committed when the sync failed.
                assertThat(rows(again))
                        .isGreaterThanOrEqualTo(
                                writers.stream().mapToInt(w -> w.written.get()).sum());
            }
        }
    }

    /** Writes as a pool and a transaction manager do. */
    private static final class Writer extends Thread {

        private final AtomicInteger written = new AtomicInteger();
        private final String url;
        private final AtomicReference<OpenDatabase> database;
        private volatile boolean isEnding;

        Writer(String url, AtomicReference<OpenDatabase> database) {
            this.url = url;
            this.database = database;
            setDaemon(true);
        }

        void awaitAnother(int count) {
            int wanted = written.get() + count;
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> written.get() >= wanted);
        }

        @Override
        public void run() {
            while (!isEnding) {
                try (Connection connection = connect()) {
                    while (!isEnding && connection.isValid(1)) {
                        write(connection);
                        written.incrementAndGet();
                    }
                } catch (SQLException e) {
                    // with the next connection
                }
            }
        }

        private Connection connect() throws SQLException {
            Awaitility.await().until(() -> !FullPath.isFull());
            synchronized (database) {
                database.set(database.get().orNext());
                return DurableConnection.of(DriverManager.getConnection(url), database.get());
            }
        }

        private static void write(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into t(octets) values(?)")) {
                insert.setBytes(1, new byte[50_000]);
                insert.executeUpdate();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
