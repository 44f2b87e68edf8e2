package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.session.FakeApplication;
import org.smtpconnector.adapter.session.SmtpApplication;
import org.smtpconnector.protocol.HookResult;

/** Binding, accepting and closing. */
class SmtpServerTest extends TransportFixture {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetAddress OTHER_LOOPBACK = new InetSocketAddress("127.0.0.2", 0).getAddress();

    @Test
    void earlyClientsAreGreetedOnceItAccepts() throws Exception {
        SmtpServer listener = bind(List.of("127.0.0.1"), 0);
        try (TestClient early = TestClient.connect(address(listener))) {
            early.send("NOOP");
            early.socket.setSoTimeout(200);
            assertThatThrownBy(early::reply).isInstanceOf(IOException.class);
            assertThat(listener.connections()).isZero();
            listener.accept();
            early.socket.setSoTimeout(10_000);
            early.expect("220").expect("250");
            assertThat(listener.connections()).isOne();
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> bind(List.of("127.0.0.1"), port))
                    .isInstanceOf(ServerBindException.class)
                    .hasMessage("smtp.listener.default.port: " + port + " on 127.0.0.1 is already in use;"
                            + " choose another port or stop the other program");
        }
    }

    @Test
    void eitherAllHostsAreBoundOrNone() throws Exception {
        int port = freePort();
        try (ServerSocket other = new ServerSocket(port, 1, OTHER_LOOPBACK)) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> bind(List.of("127.0.0.1", "127.0.0.2"), port))
                    .isInstanceOf(ServerBindException.class)
                    .hasMessageContaining("127.0.0.2");
            new ServerSocket(port, 1, LOOPBACK).close();
        }
        SmtpServer listener = bind(List.of("127.0.0.1", "127.0.0.2"), port);
        assertThat(listener.addresses())
                .containsExactly(new InetSocketAddress(LOOPBACK, port), new InetSocketAddress(OTHER_LOOPBACK, port));
        listener.accept();
        for (InetSocketAddress address : listener.addresses()) {
            TestClient.greeted(address).close();
        }
    }

    @Test
    void aNameMayHaveSeveralAddresses() throws Exception {
        SmtpServer listener = bind(List.of("localhost"), freePort());
        listener.accept();
        assertThat(listener.addresses()).isNotEmpty().allMatch(address -> address.getAddress()
                .isLoopbackAddress());
        for (InetSocketAddress address : listener.addresses()) {
            TestClient.greeted(address).close();
        }
    }

    @Test
    void everyHostIsBoundWithEveryPort() throws Exception {
        int one = freePort();
        int other = freePort();
        SmtpServer listener = transport.bind(
                settings(List.of("127.0.0.1", "127.0.0.2"), 0, LONG, 100).with(BindingKeys.PORT, List.of(one, other)),
                application);
        listener.accept();
        assertThat(listener.addresses())
                .containsExactlyInAnyOrder(
                        new InetSocketAddress(LOOPBACK, one),
                        new InetSocketAddress(LOOPBACK, other),
                        new InetSocketAddress(OTHER_LOOPBACK, one),
                        new InetSocketAddress(OTHER_LOOPBACK, other));
        for (InetSocketAddress address : listener.addresses()) {
            TestClient.greeted(address).close();
        }
    }

    @Test
    void everyAddressThatCannotBeBoundIsReported() throws Exception {
        try (ServerSocket one = new ServerSocket(0, 1, LOOPBACK);
                ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            assertThatThrownBy(() -> transport.bind(
                            settings(List.of("127.0.0.1", "192.0.2.1"), 0, LONG, 100)
                                    .with(BindingKeys.PORT, List.of(one.getLocalPort(), other.getLocalPort())),
                            application))
                    .isInstanceOf(ServerBindException.class)
                    .hasMessageContaining(one.getLocalPort() + " on 127.0.0.1 is already in use")
                    .hasMessageContaining(other.getLocalPort() + " on 127.0.0.1 is already in use")
                    .hasMessageContaining("192.0.2.1 (192.0.2.1) is not an address of this machine");
        }
    }

    /** Linux keeps one more than it is told, and leaves further ones without an answer. */
    @Test
    void theBacklogIsTheOperatingSystemsQueue() throws Exception {
        NettyServer listener = (NettyServer)
                transport.bind(settings(List.of("127.0.0.1"), 0, LONG, 100).with(BindingKeys.BACKLOG, 1), application);
        List<Socket> waiting = new ArrayList<>();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            Socket socket = new Socket();
                            waiting.add(socket);
                            socket.connect(address(listener), 200);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(waiting).hasSizeLessThan(5);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void theStarIsEveryAddress() throws Exception {
        SmtpServer listener = bind(List.of("*"), 0);
        listener.accept();
        TestClient.greeted(new InetSocketAddress(LOOPBACK, address(listener).getPort()))
                .close();
    }

    @Test
    void badHostsAreNamed() {
        assertThatThrownBy(() -> bind(List.of("no.such.name.invalid"), 0))
                .isInstanceOf(ServerBindException.class)
                .hasMessageContaining("smtp.listener.default.host = ")
                .hasMessageContaining("no.such.name.invalid cannot be resolved");
        // RFC 5737: no machine has an address of this network.
        assertThatThrownBy(() -> bind(List.of("192.0.2.1"), 0))
                .isInstanceOf(ServerBindException.class)
                .hasMessageStartingWith("smtp.listener.default.host: 192.0.2.1 (192.0.2.1) is not an address of this");
    }

    @Test
    void aSpoolDirectoryThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path good = directory;
        directory = file.resolve("below");
        assertThatThrownBy(() -> bind(List.of("127.0.0.1"), 0))
                .isInstanceOf(ServerBindException.class)
                .hasMessageStartingWith("smtp.listener.default.spool.directory: ")
                .hasMessageContaining(file.toString());
        directory = good;
        Files.delete(file);
    }

    /** A name that the engine refuses stands for whatever cannot be foreseen: the port is free, and the mistake is told. */
    @Test
    void whateverFailsWhileBindingLeavesNoPortAndNoLoop() throws Exception {
        int port = freePort();
        ListenerSettings wrong =
                settings(List.of("127.0.0.1"), port, LONG, 100).with(BindingKeys.HOSTNAME, "not a host name");
        assertThatThrownBy(() -> transport.bind(wrong, application))
                .isInstanceOf(ServerBindException.class)
                .hasMessageContaining("not a host name");
        ListenerSettings late = settings(List.of("127.0.0.1"), port, LONG, 100).with(BindingKeys.BACKLOG, -1);
        assertThatThrownBy(() -> transport.bind(late, application))
                .isInstanceOf(ServerBindException.class)
                .hasMessageContaining("smtp.listener.default");
        try (ServerSocket other = new ServerSocket(port, 1, LOOPBACK)) {
            assertThat(other.isBound()).isTrue();
        }
        listen();
    }

    @Test
    void oneConnectionTooManyIsRefused() throws Exception {
        NettyServer listener = listen(LONG, 2);
        try (TestClient first = greeted(listener)) {
            try (TestClient second = greeted(listener)) {
                try (TestClient third = TestClient.connect(address(listener))) {
                    third.expect("421 4.3.2").expectEnd();
                }
                assertThat(listener.connections()).isEqualTo(2);
                assertThat(application.events().counted().limitsReached()).containsEntry("max-connections", 1L);
                second.send("QUIT").expect("221");
            }
            await().until(() -> listener.connections() == 1);
            greeted(listener).close();
            first.send("NOOP").expect("250");
        }
    }

    /** An option that the socket refuses, or an error of ours, is no reason to keep the others waiting. */
    @Test
    void aSocketThatCannotBeSetUpIsClosedAndAcceptingGoesOn() throws Exception {
        AtomicBoolean failing = new AtomicBoolean();
        SmtpServer listener = transport.bind(settings(List.of("127.0.0.1"), 0, LONG, 1), failingWhile(failing));
        listener.accept();
        try (TestClient first = greeted(listener)) {
            failing.set(true);
            try (TestClient refused = TestClient.connect(address(listener))) {
                refused.expectEnd();
            }
            failing.set(false);
            try (TestClient refused = TestClient.connect(address(listener))) {
                refused.expect("421 4.3.2").expectEnd();
            }
            assertThat(listener.connections()).isOne();
            first.send("QUIT").expect("221");
        }
        await().until(() -> listener.connections() == 0);
        greeted(listener).close();
    }

    /** The application of this test, whose counters throw. */
    private SmtpApplication failingWhile(AtomicBoolean failing) {
        return (SmtpApplication) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SmtpApplication.class}, (proxy, method, arguments) -> {
                    if (failing.get() && method.getName().equals("events")) {
                        throw new IllegalStateException("a test");
                    }
                    return method.invoke(application, arguments);
                });
    }

    @Test
    void theClosingLetsADeliveryEnd() throws Exception {
        NettyServer listener = listen();
        InetSocketAddress address = address(listener);
        application.holding = true;
        try (TestClient idle = greeted(listener);
                TestClient delivering = greeted(listener)) {
            delivering.data().send("x", ".", "NOOP");
            FakeApplication.Delivery delivery = application.next();
            Future<?> closing = pool.submit(() -> listener.close(LONG));
            idle.expect("421 4.3.2").expectEnd();
            assertThatThrownBy(() -> TestClient.connect(address)).isInstanceOf(IOException.class);
            assertThat(closing).isNotDone();
            assertThat(delivery.later().isWanted()).isTrue();
            // The delay ends when this session has been told of the closing, which may be after the others have.
            delivery.later().decidedAfter(LONG, HookResult.PROCEED);
            delivering.expect("250").expect("421 4.3.2").expectEnd();
            closing.get();
            assertThat(listener.connections()).isZero();
            assertThat(listener.spooledMessages()).isZero();
        }
    }

    @Test
    void afterTheGraceEverythingIsClosed() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient delivering = greeted(listener);
                TestClient inBody = greeted(listener)) {
            delivering.data();
            delivering.send(lines(200_000));
            delivering.send(".");
            inBody.data().send("half");
            FakeApplication.Delivery delivery = application.next();
            try (var content = delivery.content().openStream()) {
                listener.close(Duration.ofMillis(100));
                assertThat(listener.connections()).isZero();
                assertThat(listener.spooledMessages()).isZero();
                assertThat(delivery.later().isWanted()).isFalse();
                assertThatThrownBy(content::read).isInstanceOf(IOException.class);
            }
            delivering.expectEnd(); // whether its message is taken is not known: nothing is said about it
            inBody.expect("421 4.3.2");
            delivery.later().decided(HookResult.PROCEED); // nobody listens, and nothing happens
        }
    }

    @Test
    void aPortIsFreeAtOnceAndManyTimes() throws Exception {
        int port = freePort();
        for (int i = 0; i < 50; i++) {
            SmtpServer listener = bind(List.of("127.0.0.1"), port);
            listener.accept();
            TestClient client = greeted(listener);
            listener.close(NO_GRACE);
            client.close();
            // Without SO_REUSEADDR a socket that still listens would be in the way, and so would TIME_WAIT.
            try (ServerSocket other = new ServerSocket()) {
                other.setReuseAddress(true);
                other.bind(new InetSocketAddress(LOOPBACK, port));
            }
            listener.close(NO_GRACE); // once more does nothing
        }
    }

    @Test
    void theClosedTransportHasClosedItsListeners() throws Exception {
        NettyServer listener = listen();
        try (TestClient client = greeted(listener)) {
            transport.close();
            client.expect("421 4.3.2").expectEnd();
        }
        assertThat(transport.isLive(Duration.ofSeconds(1))).isFalse();
        assertThatThrownBy(() -> bind(List.of("127.0.0.1"), 0)).isInstanceOf(ServerBindException.class);
    }

    /** Many clients look for a reply only when all is sent: if sending fails, they never see why. */
    @Test
    void aClientThatIsStillSendingIsNotReset() throws Exception {
        NettyServer listener = listen();
        try (TestClient client = greeted(listener)) {
            client.data();
            client.send(lines(100_000));
            Future<?> closing = pool.submit(() -> listener.close(LONG));
            client.expect("421 4.3.2"); // so the server has said its last
            for (int i = 0; i < 100; i++) {
                client.send(lines(1000));
            }
            client.expectEnd();
            client.socket.close(); // until then, or for two seconds, the server lingers
            closing.get();
        }
    }

    private SmtpServer bind(List<String> hosts, int port) throws ServerBindException {
        return transport.bind(settings(hosts, port, LONG, 100), application);
    }

    private static byte[] lines(int size) {
        return SessionTest.lines(size);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
