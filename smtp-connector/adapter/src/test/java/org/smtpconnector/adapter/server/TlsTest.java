package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.tls.ClientAuth;
import org.smtpconnector.adapter.tls.ServerTls;
import org.smtpconnector.adapter.tls.TestFiles;
import org.smtpconnector.adapter.tls.TlsProvider;
import org.smtpconnector.protocol.SessionSnapshot;

/** STARTTLS and implicit TLS over sockets: what is said in clear, what goes wrong, and what that costs. */
class TlsTest extends TransportFixture {

    private static final SSLContext CLIENT = TestTls.client();

    @TempDir
    private Path certificates;

    /** The provider that is tested; a class for another one extends this class. */
    TlsProvider provider() {
        return TlsProvider.JDK;
    }

    private ListenerSettings settings(TlsMode mode) {
        return TestTls.with(settings(List.of("127.0.0.1"), 0, LONG, 100), mode).with(TlsKeys.PROVIDER, provider());
    }

    private long failedHandshakes() {
        return application.events().counted().tlsFailures();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aMessageAfterStartTls(String version) throws Exception {
        NettyServer listener = listen(settings(TlsMode.REQUIRED));
        try (TestClient client = greeted(listener).startTls(TestTls.trusting(TestFiles.file("ca.crt"), version))) {
            client.data().send("over TLS", ".").expect("250").send("QUIT").expect("221");
            client.expectEnd(); // after a close_notify: without one the socket would complain
        }
        await().until(() -> listener.connections() == 0);
        assertThat(application.delivered).singleElement().isEqualTo("over TLS\r\n".getBytes(ISO_8859_1));
        SessionSnapshot session = application.ended.get(0);
        assertThat(session.tls().orElseThrow().protocol()).isEqualTo(version);
        assertThat(session.tls().orElseThrow().serverName()).contains("mx.example.org");
        assertThat(application.events().counted().tlsHandshakes()).isEqualTo(1);
        assertThat(failedHandshakes()).isZero();
    }

    /** The client shows its certificate once; the session that is resumed has it. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsResumed(String version) throws Exception {
        NettyServer listener = listen(settings(TlsMode.IMPLICIT)
                .with(TlsKeys.CLIENT_AUTH, ClientAuth.OPTIONAL)
                .with(TlsKeys.TRUST_CERTIFICATES, Optional.of(List.of(TestFiles.file("ca.crt")))));
        SSLContext client =
                TestTls.trusting(TestFiles.file("ca.crt"), version, TestFiles.clientKey("client.crt", "client.key"));
        List<Certificate> shown = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (TestClient connection = TestClient.connect(address(listener), client)) {
                connection.expect("220").send("QUIT").expect("221");
                shown.add(((SSLSocket) connection.socket).getSession().getPeerCertificates()[0]);
            }
        }
        // The same object: the server has not shown its certificate again.
        assertThat(shown).allSatisfy(certificate -> assertThat(certificate).isSameAs(shown.get(0)));
        await().until(() -> application.ended.size() == 3);
        assertThat(application.ended).allSatisfy(session -> assertThat(
                        session.tls().orElseThrow().clientCertificates())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=client.example"));
    }

    /** RFC 3207 section 4.2, and CVE-2011-0411: what was sent in clear must not be run as if it had been encrypted. */
    @Test
    void whatComesInClearWithStartTlsIsDropped() throws Exception {
        NettyServer listener = listen(settings(TlsMode.OPTIONAL));
        try (TestClient client = greeted(listener)) {
            client.send("EHLO client.example").expect("250");
            client.send("STARTTLS", "EHLO evil.example", "MAIL FROM:<evil@example.org>");
            client.expect("220 2.0.0").secure(CLIENT);
            client.send("NOOP").expect("250 2.0.0").send("MAIL FROM:<>").expect("503");
            client.send("EHLO client.example")
                    .expect("250")
                    .send("QUIT")
                    .expect("221")
                    .expectEnd();
        }
        await().until(() -> application.ended.size() == 1);
        assertThat(application.ended.get(0).heloName()).isEqualTo("client.example");
    }

    @Test
    void whatComesInClearAfterTheReplyEndsTheConnection() throws Exception {
        NettyServer listener = listen(settings(TlsMode.OPTIONAL));
        try (TestClient client = greeted(listener)) {
            client.send("EHLO client.example").expect("250").send("STARTTLS").expect("220");
            client.send("NOOP");
            // An alert may come, and no reply.
            assertThat(new String(client.socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .doesNotContain("250");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        await().until(() -> listener.connections() == 0);
        assertThat(failedHandshakes()).isEqualTo(1);
    }

    @Test
    void whoExpectsNoTlsOnAnImplicitListenerHearsNothing() throws Exception {
        NettyServer listener = listen(settings(TlsMode.IMPLICIT));
        try (TestClient client = connected(listener)) {
            client.send("EHLO client.example");
            assertThat(new String(client.socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .doesNotContain("220", "250");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        await().until(() -> listener.connections() == 0);
        assertThat(failedHandshakes()).isEqualTo(1);
        assertThat(application.begun).hasValue(0);
    }

    @Test
    void aHandshakeThatTakesTooLongEnds() throws Exception {
        NettyServer listener = listen(settings(TlsMode.IMPLICIT).with(TimeoutKeys.HANDSHAKE, Duration.ofMillis(200)));
        try (TestClient silent = connected(listener);
                TestClient slow = connected(listener)) {
            slow.send(new byte[] {22, 3, 1, 1, 0, 1});
            assertThat(silent.socket.getInputStream().readAllBytes()).hasSizeLessThan(10);
            assertThat(slow.socket.getInputStream().readAllBytes()).hasSizeLessThan(10);
        }
        await().until(() -> listener.connections() == 0);
        assertThat(failedHandshakes()).isEqualTo(2);
        assertThat(application.begun).hasValue(0);
    }

    @Test
    void anAbortedHandshakeLeavesNothing() throws Exception {
        NettyServer implicit = listen(settings(TlsMode.IMPLICIT));
        NettyServer optional = listen(settings(TlsMode.OPTIONAL));
        byte[] hello = clientHello();
        List<Future<?>> clients = new ArrayList<>();
        for (int lane = 0; lane < 8; lane++) {
            int first = lane;
            clients.add(pool.submit(() -> {
                for (int i = first; i < 1000; i += 8) {
                    abort(i % 4 == 0 ? optional : implicit, i, hello);
                }
                return null;
            }));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> implicit.connections() + optional.connections() == 0);
        assertThat(failedHandshakes()).isEqualTo(1000);
        try (TestClient client = TestClient.connect(address(implicit), CLIENT)) {
            client.expect("220").data().send("x", ".").expect("250");
        }
    }

    /** At different points: at once, with half a hello, after the server's answer; closed or reset. */
    private void abort(NettyServer listener, int i, byte[] hello) throws IOException {
        try (TestClient client = connected(listener)) {
            if (i % 4 == 0) {
                client.expect("220")
                        .send("EHLO c.example")
                        .expect("250")
                        .send("STARTTLS")
                        .expect("220");
            }
            int part = i % 3;
            if (part > 0) {
                client.socket.getOutputStream().write(hello, 0, part == 1 ? hello.length / 2 : hello.length);
            }
            if (part == 2) {
                assertThat(client.socket.getInputStream().read()).isEqualTo(22);
            }
            if (i % 5 == 0) {
                client.socket.setSoLinger(true, 0);
            }
        }
    }

    /** Returns the first record of a client. */
    private static byte[] clientHello() throws SSLException {
        var engine = CLIENT.createSSLEngine("mx.example.org", 25);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        var hello = java.nio.ByteBuffer.allocate(1 << 15);
        engine.wrap(java.nio.ByteBuffer.allocate(0), hello);
        return java.util.Arrays.copyOf(hello.array(), hello.position());
    }

    /** RFC 5246 lets a client begin another handshake at any time: that would be work for nothing. */
    @Test
    void whoRenegotiatesIsDisconnected() throws Exception {
        NettyServer listener = listen(settings(TlsMode.IMPLICIT));
        SSLContext old = TestTls.trusting(TestFiles.file("ca.crt"), "TLSv1.2");
        try (TestClient client = TestClient.connect(address(listener), old).expect("220")) {
            SSLSocket socket = (SSLSocket) client.socket;
            SSLSession before = socket.getSession();
            assertThat(before.getProtocol()).isEqualTo("TLSv1.2");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                before.invalidate();
                socket.startHandshake();
                client.send("NOOP").expect("250");
            });
        }
        await().until(() -> listener.connections() == 0);
    }

    @Test
    void oldVersionsAreRefused() throws Exception {
        NettyServer listener =
                listen(settings(TlsMode.IMPLICIT).with(TlsKeys.PROTOCOLS, Optional.of(java.util.Set.of("TLSv1.3"))));
        SSLContext old = TestTls.trusting(TestFiles.file("ca.crt"), "TLSv1.2");
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> TestClient.connect(address(listener), old).close());
        await().until(() -> listener.connections() == 0);
        assertThat(failedHandshakes()).isEqualTo(1);
    }

    @Test
    void oneConnectionTooManyIsClosedWithoutAWordInClear() throws Exception {
        ListenerSettings settings = TestTls.with(settings(List.of("127.0.0.1"), 0, LONG, 1), TlsMode.IMPLICIT);
        NettyServer listener = listen(settings);
        try (TestClient first = TestClient.connect(address(listener), CLIENT).expect("220");
                TestClient second = connected(listener)) {
            assertThat(second.socket.getInputStream().readAllBytes()).isEmpty();
            first.send("NOOP").expect("250");
        }
    }

    @Test
    void theListenerDoesNotWaitForHandshakes() throws Exception {
        NettyServer listener = listen(settings(TlsMode.OPTIONAL));
        NettyServer implicit = listen(settings(TlsMode.IMPLICIT));
        try (TestClient inHandshake = greeted(listener);
                TestClient silent = connected(implicit)) {
            inHandshake.send("EHLO c.example").expect("250").send("STARTTLS").expect("220");
            await().until(() -> implicit.connections() == 1);
            long begun = System.nanoTime();
            listener.close(LONG);
            implicit.close(LONG);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(silent.socket.getInputStream().readAllBytes()).hasSizeLessThan(10);
        }
    }

    @Test
    void aClientThatIsStillSendingHearsTheLastReply() throws Exception {
        NettyServer listener = listen(settings(TlsMode.IMPLICIT));
        try (TestClient client =
                TestClient.connect(address(listener), CLIENT).expect("220").data()) {
            client.send(SessionTest.lines(100_000));
            Future<?> closing = pool.submit(() -> listener.close(LONG));
            client.expect("421 4.3.2");
            for (int i = 0; i < 100; i++) {
                client.send(SessionTest.lines(1000));
            }
            client.expectEnd();
            client.socket.close();
            closing.get();
        }
    }

    @Test
    void newFilesAreForNewConnections() throws Exception {
        Path certificate = certificates.resolve("tls.crt");
        Path key = certificates.resolve("tls.key");
        swap(certificate, TestFiles.file("ec.crt"));
        swap(key, TestFiles.file("ec-sec1.key"));
        NettyServer listener = listen(settings(TlsMode.OPTIONAL)
                .with(TlsKeys.CERTIFICATE, Optional.of(List.of(certificate)))
                .with(TlsKeys.PRIVATE_KEY, Optional.of(List.of(key)))
                .with(TlsKeys.RELOAD_INTERVAL, Duration.ofMillis(50)));
        SSLContext first = TestTls.trusting(TestFiles.file("ec.crt"), "TLS");
        try (TestClient before = greeted(listener).startTls(first)) {
            swap(certificate, TestTls.CERTIFICATE);
            swap(key, TestTls.KEY);
            await().until(() -> shown(listener).equals("CN=server.example"));
            before.data().send("x", ".").expect("250");
        }
    }

    /** Such as a mount whose server is away; here a pipe that nobody writes to. */
    @Test
    void aFileSystemThatDoesNotAnswerDoesNotStopHandshakes() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        List<NettyServer> servers = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Path certificate = certificates.resolve(i + ".crt");
            swap(certificate, TestTls.CERTIFICATE);
            files.add(certificate);
            servers.add(listen(settings(TlsMode.OPTIONAL)
                    .with(TlsKeys.CERTIFICATE, Optional.of(List.of(certificate)))
                    .with(TlsKeys.RELOAD_INTERVAL, Duration.ofMillis(50))));
        }
        List<RandomAccessFile> pipes = new ArrayList<>();
        try {
            for (Path file : files) {
                Path pipe = certificates.resolve("pipe");
                assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                                .start()
                                .waitFor())
                        .isZero();
                Files.move(pipe, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            await().until(() -> hangingInFiles() == files.size());
            greeted(servers.get(0)).startTls(CLIENT).close();
        } finally {
            for (Path file : files) {
                pipes.add(new RandomAccessFile(file.toFile(), "rw"));
                swap(file, TestTls.CERTIFICATE);
            }
            for (RandomAccessFile pipe : pipes) {
                pipe.close();
            }
        }
    }

    private static long hangingInFiles() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(ServerTls.class.getName())
                                && frame.getMethodName().equals("refresh")))
                .count();
    }

    private String shown(NettyServer listener) throws IOException {
        try (TestClient client = greeted(listener).startTls(CLIENT)) {
            X509Certificate certificate =
                    (X509Certificate) ((SSLSocket) client.socket).getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        } catch (SSLException e) {
            return "the old one, which this client does not trust";
        }
    }

    /** As an administrator's tool does it: there is never half a file. */
    private void swap(Path file, Path with) throws IOException {
        Path next = Files.copy(with, certificates.resolve("next"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
