package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.ConfigurationException;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.ProxyKeys;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.protocol.SessionSnapshot;

/** Connections that a proxy brings: who is believed, and what the session says. */
class ProxyProtocolTest extends TransportFixture {

    private static final String HEADER = "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25";

    private ListenerSettings settings(String mode, String networks) throws ConfigurationException {
        return settings(mode, networks, "");
    }

    private ListenerSettings settings(String mode, String networks, String xclient) throws ConfigurationException {
        Config config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "smtp.proxy-protocol", mode,
                                "smtp.proxy-protocol.trusted-networks", networks,
                                "smtp.xclient.trusted-networks", xclient),
                        "test",
                        100))
                .build();
        ListenerSettings read = ListenerConfiguration.read(config, "default");
        return settings(List.of("127.0.0.1"), 0, LONG, 100)
                .with(ProxyKeys.PROTOCOL, read.get(ProxyKeys.PROTOCOL))
                .with(ProxyKeys.TRUSTED_NETWORKS, read.get(ProxyKeys.TRUSTED_NETWORKS))
                .with(ProxyKeys.XCLIENT_TRUSTED_NETWORKS, read.get(ProxyKeys.XCLIENT_TRUSTED_NETWORKS));
    }

    private SessionSnapshot onlySession() {
        await().until(() -> application.ended.size() == 1);
        return application.ended.get(0);
    }

    private long refused() {
        return application.events().counted().limitsReached().get("proxy-protocol");
    }

    @Test
    void theSessionShowsBothAddresses() throws Exception {
        NettyServer listener = listen(settings("required", "127.0.0.0/8"));
        InetSocketAddress proxy;
        try (TestClient client = connected(listener)) {
            proxy = (InetSocketAddress) client.socket.getLocalSocketAddress();
            client.send(HEADER).expect("220").send("QUIT").expect("221").expectEnd();
        }
        SessionSnapshot session = onlySession();
        assertThat(session.remoteAddress()).isEqualTo(new InetSocketAddress("192.0.2.1", 40_000));
        assertThat(session.localAddress()).isEqualTo(new InetSocketAddress("198.51.100.7", 25));
        assertThat(session.proxyAddress()).contains(proxy);
    }

    @Test
    void theHeaderComesBeforeTls() throws Exception {
        NettyServer listener = listen(TestTls.with(settings("optional", "127.0.0.1"), TlsMode.IMPLICIT));
        try (TestClient client = connected(listener)) {
            client.send("PROXY TCP6 2001:db8::1 2001:db8::2 40000 465")
                    .secure(TestTls.client())
                    .expect("220");
        }
        SessionSnapshot session = onlySession();
        assertThat(session.remoteAddress()).isEqualTo(new InetSocketAddress("2001:db8::1", 40_000));
        assertThat(session.tls()).isPresent();
    }

    /** A client of TLS speaks first, so a proxy has its first octets when it connects, and sends all in one segment. */
    @Test
    void theHandshakeMayComeInOnePieceWithTheHeader() throws Exception {
        NettyServer listener = listen(TestTls.with(settings("optional", "127.0.0.1"), TlsMode.IMPLICIT));
        SSLEngine engine = TestTls.client().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer octets = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() + 100);
        octets.put("PROXY TCP4 192.0.2.1 192.0.2.2 40000 465\r\n".getBytes(US_ASCII));
        engine.wrap(ByteBuffer.allocate(0), octets);
        InetSocketAddress address = address(listener);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(octets.array(), 0, octets.position());
            assertThat(socket.getInputStream().read())
                    .as("a record of the handshake")
                    .isEqualTo(22);
        }
    }

    @Test
    void aProxyMayConnectForItself() throws Exception {
        NettyServer listener = listen(settings("required", "127.0.0.1"));
        try (TestClient client = connected(listener)) {
            byte[] local = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x20, 0, 0, 0};
            for (byte octet : local) {
                client.send(new byte[] {octet});
            }
            client.expect("220");
        }
        assertThat(onlySession().remoteAddress().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(onlySession().proxyAddress()).isEmpty();
    }

    @Test
    void fromElsewhereAHeaderIsNotBelieved() throws Exception {
        NettyServer listener = listen(settings("optional", "192.0.2.0/24"));
        try (TestClient client = greeted(listener)) {
            client.send(HEADER).expect("500").send("QUIT").expect("221");
        }
        assertThat(onlySession().remoteAddress().getAddress().isLoopbackAddress())
                .isTrue();
    }

    @Test
    void norMayAnybodyElseConnectWhereItIsRequired() throws Exception {
        NettyServer listener = listen(settings("required", "192.0.2.0/24"));
        try (TestClient client = connected(listener)) {
            client.expect("554 5.7.1").expectEnd();
        }
        assertThat(refused()).isEqualTo(1);
        assertThat(listener.connections()).isZero();
        assertThat(application.begun).hasValue(0);
    }

    @Test
    void whatIsNoHeaderEndsTheConnection() throws Exception {
        NettyServer listener = listen(settings("required", "127.0.0.1"));
        for (String line : List.of("EHLO client.example", HEADER + " x", "PROXY " + "x".repeat(100_000))) {
            try (TestClient client = connected(listener)) {
                client.send(line);
                assertThat(new String(client.socket.getInputStream().readAllBytes(), ISO_8859_1))
                        .isEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(reset|Broken pipe).*");
            }
        }
        await().until(() -> refused() == 3);
        await().until(() -> listener.connections() == 0);
        assertThat(application.begun).hasValue(0);
    }

    /** Load balancers connect and close to see whether the port is open. */
    @Test
    void aHealthCheckIsNotCountedAsAnError() throws Exception {
        NettyServer listener = listen(settings("required", "127.0.0.1"));
        connected(listener).close();
        try (TestClient client = connected(listener)) {
            client.send("EHLO client.example").expectEnd();
        }
        await().until(() -> listener.connections() == 0);
        assertThat(refused()).as("the second one only").isEqualTo(1);
    }

    @Test
    void itIsNotWaitedForForEver() throws Exception {
        NettyServer listener =
                listen(settings("required", "127.0.0.1").with(TimeoutKeys.HANDSHAKE, Duration.ofMillis(200)));
        try (TestClient client = connected(listener)) {
            client.socket.getOutputStream().write("PROXY ".getBytes(ISO_8859_1));
            client.expectEnd();
        }
        await().until(() -> listener.connections() == 0);
        assertThat(refused()).isEqualTo(1);
    }

    @Test
    void whoTalksBeforeTheGreetingDoesSoBehindAProxyToo() throws Exception {
        NettyServer listener = listen(settings("required", "127.0.0.1"));
        application.others = (question, later) -> {
            later.decidedAfter(Duration.ofMillis(200), org.smtpconnector.protocol.HookResult.PROCEED);
            return null;
        };
        try (TestClient client = connected(listener)) {
            client.send(HEADER, "EHLO client.example").expect("554").expectEnd();
        }
    }

    @Test
    void xclientIsForTheTrustedNetworks() throws Exception {
        NettyServer trusting = listen(settings("off", "", "10.0.0.0/8,127.0.0.1"));
        try (TestClient client = greeted(trusting)) {
            client.send("EHLO client.example")
                    .expect("250")
                    .send("XCLIENT ADDR=192.0.2.9")
                    .expect("220");
            client.send("QUIT").expect("221");
        }
        assertThat(onlySession().remoteAddress().getHostString()).isEqualTo("192.0.2.9");
        NettyServer other = listen(settings("off", "", "10.0.0.0/8"));
        try (TestClient client = greeted(other)) {
            client.send("EHLO client.example")
                    .expect("250")
                    .send("XCLIENT ADDR=192.0.2.9")
                    .expect("5");
        }
    }
}
