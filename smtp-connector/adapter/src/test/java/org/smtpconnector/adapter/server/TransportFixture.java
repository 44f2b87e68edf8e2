package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.session.FakeApplication;
import org.smtpconnector.adapter.session.NoLeaks;

/** A transport on real sockets; looks after each test whether anything was left. */
@ExtendWith(NoLeaks.class)
abstract class TransportFixture {

    static final Duration NO_GRACE = Duration.ZERO;
    static final Duration LONG = Duration.ofMinutes(5);
    static final int THRESHOLD = 50_000;

    @TempDir
    Path directory;

    /** The container's pool. */
    ExecutorService pool;

    SmtpServerGroup transport;
    FakeApplication application;

    @BeforeEach
    void start() {
        pool = Executors.newCachedThreadPool();
        transport = new SmtpServerGroup(2, pool, 1_000_000);
        application = new FakeApplication(pool);
    }

    @AfterEach
    void nothingIsLeft() {
        transport.close();
        assertThat(transport.spooledOnHeap()).isZero();
        assertThat(directory).isEmptyDirectory();
        assertThat(pool.shutdownNow()).isEmpty();
    }

    /** A listener on a free port, that accepts. */
    NettyServer listen() throws ServerBindException {
        return listen(LONG, 100);
    }

    NettyServer listen(Duration commandTimeout, int maxConnections) throws ServerBindException {
        return listen(settings(List.of("127.0.0.1"), 0, commandTimeout, maxConnections));
    }

    NettyServer listen(ListenerSettings settings) throws ServerBindException {
        NettyServer listener = transport.bind(settings, null, application);
        listener.accept();
        return listener;
    }

    ListenerSettings settings(List<String> hosts, int port, Duration commandTimeout, int maxConnections) {
        return ListenerConfiguration.defaults("default")
                .with(BindingKeys.HOST, hosts)
                .with(BindingKeys.PORT, List.of(port))
                .with(BindingKeys.HOSTNAME, "mx.example.org")
                .with(MessageKeys.MAX_MESSAGE_SIZE, 100L << 20)
                .with(MessageKeys.RECEIVED_HEADER, false)
                .with(MessageKeys.SPOOL_MEMORY_THRESHOLD, THRESHOLD)
                .with(MessageKeys.SPOOL_DIRECTORY, directory)
                .with(LimitKeys.MAX_CONNECTIONS, maxConnections)
                .with(LimitKeys.MAX_CONNECTIONS_PER_CLIENT, Integer.MAX_VALUE)
                .with(LimitKeys.MAX_ERRORS, Integer.MAX_VALUE)
                .with(LimitKeys.MAX_JUNK_COMMANDS, Integer.MAX_VALUE)
                .with(LimitKeys.MAX_RECIPIENTS, 100)
                .with(TimeoutKeys.GREETING, commandTimeout)
                .with(TimeoutKeys.COMMAND, commandTimeout)
                .with(TimeoutKeys.DATA, commandTimeout);
    }

    static InetSocketAddress address(SmtpServer listener) {
        return listener.addresses().get(0);
    }

    /** Connects as the clients of this class do. */
    TestClient connected(SmtpServer listener) throws IOException {
        return TestClient.connect(address(listener));
    }

    /** Connects, and has read the greeting. */
    TestClient greeted(SmtpServer listener) throws IOException {
        return connected(listener).expect("220");
    }
}
