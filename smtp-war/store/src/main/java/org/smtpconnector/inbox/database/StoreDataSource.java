package org.smtpconnector.inbox.database;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The store's database, by MicroProfile Config. The container pools these connections; when more beans run than
 * there are connections, they wait for one.
 *
 * <p>The keys: {@code inbox.database.url} with {@code inbox.database.user} and {@code inbox.database.password} for any
 * database whose JDBC driver the application sees. Without a URL, H2 in {@code inbox.data-directory} (default
 * {@code data} under the current directory), where the search index is, too.
 *
 * <p>This class stands between the container and the driver because a {@code DataSourceDefinition} takes constants only,
 * and what servers allow in their place reads neither the application's {@code microprofile-config.properties} nor works
 * on another server.
 */
public class StoreDataSource implements DataSource {

    /** The name in JNDI. */
    public static final String NAME = "java:app/jdbc/inbox";

    /**
     * The settings that H2 needs, each measured. retry: without it, an interrupted thread closes the whole database. WRITE_DELAY=0:
     * see {@link DurableConnection}. CACHE_SIZE, in KiB:
     * several large messages at once fit into a small heap. PAGE_SIZE: every commit writes the pages that it touched.
     * MAX_COMPACT_TIME, in milliseconds: what a stop may take to make the file small again.
     */
    private static final String H2 = "jdbc:h2:file:retry:%s" + File.separator
            + "inbox;WRITE_DELAY=0;CACHE_SIZE=4096;PAGE_SIZE=2048;MAX_COMPACT_TIME=5000;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private static final ClassLoader APPLICATION = StoreDataSource.class.getClassLoader();

    /** The octets that must fit on the disk before a database that was lost is opened again. */
    private static final int PROBE = 1024 * 1024;

    /** Octets of the two headers of H2's file, which are the first to be written. */
    private static final long HEADERS = 8192;

    private static OpenDatabase h2Database = new OpenDatabase();

    /** The directory of the database that was opened last. */
    private static Path opened;

    private PrintWriter logWriter;
    private int loginTimeout;

    @Override
    public Connection getConnection() throws SQLException {
        // The pool may call on a thread of its own: the configuration is asked for by the application's loader.
        Config config = ConfigProvider.getConfig(APPLICATION);
        Properties credentials = new Properties();
        config.getOptionalValue("inbox.database.user", String.class).ifPresent(u -> credentials.put("user", u));
        config.getOptionalValue("inbox.database.password", String.class).ifPresent(p -> credentials.put("password", p));
        return connect(config, credentials);
    }

    /** Connects as the configuration says: TomEE gives credentials that nobody has configured. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private static Connection connect(Config config, Properties credentials) throws SQLException {
        Optional<String> url = url(config);
        if (url.isPresent()) {
            return connect(url.get(), credentials);
        }
        OpenDatabase database = h2Database();
        return DurableConnection.of(connect(h2(directory()), credentials), database);
    }

    private static synchronized OpenDatabase h2Database() throws SQLException {
        // Once, before H2 has the file.
        if (!directory().equals(opened)) {
            removeUnbegun(directory().resolve("inbox.mv.db"));
            opened = directory();
        }
        if (h2Database.isLost()) {
            requireRoom();
            h2Database = h2Database.orNext();
        }
        return h2Database;
    }

    /** Without its headers H2 cannot open the file of a server that was killed while it made it; there is nothing else in it. */
    private static void removeUnbegun(Path file) throws SQLException {
        try {
            if (Files.exists(file) && Files.size(file) < HEADERS) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new SQLException("The database's file cannot be made anew", e);
        }
    }

    /** H2 that opens a database, fails and opens it again many times a second does not survive that for long. */
    private static void requireRoom() throws SQLException {
        Path probe = directory().resolve("inbox.probe");
        try {
            try (FileChannel file = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer octets = ByteBuffer.allocate(PROBE);
                while (octets.hasRemaining()) {
                    file.write(octets);
                }
                file.force(true);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw new SQLTransientException("There is no room for the database", e);
        }
    }

    private static Optional<String> url(Config config) {
        return config.getOptionalValue("inbox.database.url", String.class);
    }

    /** Whether other servers may use the same database. */
    public static boolean isShared() {
        return url(ConfigProvider.getConfig(APPLICATION)).isPresent();
    }

    /** Returns the directory in which the store keeps files. */
    public static Path directory() {
        return Path.of(ConfigProvider.getConfig(APPLICATION)
                .getOptionalValue("inbox.data-directory", String.class)
                .orElse("data"));
    }

    /** Returns the JDBC URL of H2 in a directory. */
    public static String h2(Path directory) {
        return String.format(H2, directory.toAbsolutePath());
    }

    private static Connection connect(String url, Properties credentials) throws SQLException {
        // Not the DriverManager: it knows the drivers of the application that was started first.
        for (Driver driver : ServiceLoader.load(Driver.class, APPLICATION)) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, credentials);
            }
        }
        throw new SQLException("No JDBC driver that the application sees takes the URL of inbox.database.url");
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
