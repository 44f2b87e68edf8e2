package org.smtpconnector.sample.store;

import jakarta.annotation.sql.DataSourceDefinition;
import java.io.File;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the store's database is, by MicroProfile Config. The container pools these connections; when more beans run than
 * there are connections, they wait for one.
 *
 * <p>The keys: {@code inbox.database.url} with {@code inbox.database.user} and {@code inbox.database.password} for any
 * database whose JDBC driver the application sees. Without a URL, H2 in {@code inbox.data-directory} (default
 * {@code data} under the current directory).
 *
 * <p>This class stands between the container and the driver because {@link DataSourceDefinition} takes constants only,
 * and what servers allow in their place reads neither the application's {@code microprofile-config.properties} nor works
 * on another server.
 */
@DataSourceDefinition(
        name = StoreDataSource.NAME,
        className = "org.smtpconnector.sample.store.StoreDataSource",
        minPoolSize = 1,
        // One for each of the 32 deliveries that run at once by default, and some for who reads meanwhile.
        maxPoolSize = 40,
        properties = {
            // A database that went away and came back: try a connection before it is used (Payara; others ignore it).
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            // If there are more deliveries, they wait: nearly as long as a delivery may take, not 60 seconds.
            "fish.payara.max-wait-time-in-millis=100000"
        })
public class StoreDataSource implements DataSource {

    static final String NAME = "java:app/jdbc/inbox";

    /**
     * What H2 needs, each measured. retry: without it, an interrupted thread closes the whole database. WRITE_DELAY=0:
     * see {@link DurableConnection}. CACHE_SIZE, in KiB:
     * several large messages at once fit into a small heap. PAGE_SIZE: every commit writes the pages that it touched.
     * MAX_COMPACT_TIME, in milliseconds: what a stop may take to make the file small again.
     */
    private static final String H2 = "jdbc:h2:file:retry:%s" + File.separator
            + "inbox;WRITE_DELAY=0;CACHE_SIZE=4096;PAGE_SIZE=2048;MAX_COMPACT_TIME=5000;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private static final ClassLoader APPLICATION = StoreDataSource.class.getClassLoader();

    private PrintWriter logWriter;
    private int loginTimeout;

    @Override
    public Connection getConnection() throws SQLException {
        // The pool may call on a thread of its own, so the application's configuration is asked for by its class
        // loader.
        Config config = ConfigProvider.getConfig(APPLICATION);
        Properties credentials = new Properties();
        config.getOptionalValue("inbox.database.user", String.class).ifPresent(u -> credentials.put("user", u));
        config.getOptionalValue("inbox.database.password", String.class).ifPresent(p -> credentials.put("password", p));
        return connect(config, credentials);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties credentials = new Properties();
        credentials.put("user", user);
        credentials.put("password", password);
        return connect(ConfigProvider.getConfig(APPLICATION), credentials);
    }

    private static Connection connect(Config config, Properties credentials) throws SQLException {
        Optional<String> url = config.getOptionalValue("inbox.database.url", String.class);
        if (url.isPresent()) {
            return connect(url.get(), credentials);
        }
        String directory =
                config.getOptionalValue("inbox.data-directory", String.class).orElse("data");
        return DurableConnection.of(connect(h2(directory), credentials));
    }

    static String h2(String directory) {
        return String.format(H2, new File(directory).getAbsolutePath());
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
