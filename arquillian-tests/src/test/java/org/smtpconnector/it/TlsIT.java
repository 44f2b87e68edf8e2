package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.it.inbox.Program;

/** TLS in a container: with clients of all sorts, with old versions, and with a certificate that changes under load. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TlsIT {

    private static final Path FILES = Path.of(System.getProperty("test.tls.dir"));
    private static final Path CA = FILES.resolve("ca.crt");

    @TempDir
    private Path directory;

    static Stream<Arguments> clients() {
        return Arrays.stream(TlsClient.values()).flatMap(client -> Stream.of(false, true)
                .flatMap(implicit -> Stream.of(false, true).map(auth -> Arguments.of(client, implicit, auth))));
    }

    @ParameterizedTest(name = "{0} implicit={1} auth={2}")
    @MethodSource("clients")
    void aClientSendsAMessage(TlsClient client, boolean implicit, boolean auth) throws Exception {
        client.require();
        String subject = "tls-" + client + '-' + implicit + '-' + auth;
        Path input = Files.writeString(directory.resolve("input"), client.input(auth, subject));
        int port = Client.address(implicit ? "implicit" : "starttls").getPort();
        Program.Result result = Program.run(input, client.command(implicit, auth, port, CA));
        assertThat(result.status()).as(result.output()).isZero();
        await().until(() -> !Client.stored(subject).isEmpty());
        assertThat(Client.stored(subject)).isEqualTo("TLSv1.3 by " + (auth ? "mailer" : "nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3", "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384"})
    void whatIsGoodIsSpoken(String options) throws Exception {
        Program.Result result = handshake(options);
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("250 2.0.0 Ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1",
                "-tls1_1",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256:AES128-SHA:@SECLEVEL=0",
                "-tls1_2 -cipher eNULL:aNULL:@SECLEVEL=0"
            })
    void whatIsWeakIsNot(String options) throws Exception {
        Program.Result result =
                handshake(options.contains("SECLEVEL") ? options : options + " -cipher DEFAULT:@SECLEVEL=0");
        assertThat(result.status()).as(result.output()).isNotZero();
        // An alert: it was the server that did not want to.
        assertThat(result.output()).containsPattern("alert (protocol version|handshake failure)");
    }

    private Program.Result handshake(String options) throws Exception {
        Program.require("openssl", "openssl");
        Path input = Files.writeString(directory.resolve("input"), "NOOP\nQUIT\n");
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-ign_eof", "-crlf", "-starttls", "smtp"));
        command.addAll(
                List.of("-connect", "127.0.0.1:" + Client.address("starttls").getPort()));
        command.addAll(List.of(options.split(" ", -1)));
        return Program.run(input, command);
    }

    @Test
    void theCertificateThatIsMadeHasTheNamesOfTheListener() throws Exception {
        Path made = directory.resolve("made.crt");
        Program.require("openssl", "openssl");
        Program.Result result = Program.run(
                Files.writeString(directory.resolve("input"), "QUIT\n"),
                List.of(
                        "openssl",
                        "s_client",
                        "-ign_eof",
                        "-crlf",
                        "-connect",
                        "127.0.0.1:" + Client.address("implicit").getPort()));
        String output = result.output();
        Files.writeString(
                made,
                output.substring(
                        output.indexOf("-----BEGIN CERTIFICATE-----"),
                        output.indexOf("-----END CERTIFICATE-----") + 26));
        try (InputStream in = Files.newInputStream(made)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=mx.example.org");
            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(name -> (Object) name.get(1))
                    .contains("mx.example.org", "127.0.0.1");
        }
        // What openssl thinks of it, apart from who has signed it.
        Program.Result verified = Program.run(
                made,
                List.of(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-check_ss_sig",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        made.toString(),
                        made.toString()));
        assertThat(verified.status()).as(verified.output()).isZero();
    }

    @Test
    void aCertificateIsSwappedUnderLoad() throws Exception {
        SSLContext trusting = Client.trusting();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        copy("server", "first");
        try (Session begun = new Session(trusting)) {
            assertThat(begun.certificate()).isEqualTo("CN=server.example");
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sending.add(clients.submit(() -> {
                    while (!over.get()) {
                        try (Session session = new Session(trusting)) {
                            session.send("swapped");
                            sent.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            copy("second", "server");
            try {
                awaitCertificate(trusting, "CN=second.example");
                begun.send("swapped");
            } finally {
                over.set(true);
                for (Future<?> client : sending) {
                    client.get(60, TimeUnit.SECONDS); // nobody was refused
                }
            }
        } finally {
            clients.shutdown();
            copy("first", "server"); // for the other tests
        }
        awaitCertificate(trusting, "CN=server.example");
        assertThat(sent.get()).isPositive();
    }

    private static void awaitCertificate(SSLContext trusting, String name) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Session session = new Session(trusting)) {
                return session.certificate().equals(name);
            }
        });
    }

    /** Puts certificate and key in the other's place, each at once. */
    private static void copy(String from, String to) throws IOException {
        for (String suffix : List.of(".crt", ".key")) {
            Path next = Files.copy(
                    FILES.resolve(from + suffix), FILES.resolve("next"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, FILES.resolve(to + suffix), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A session after STARTTLS. */
    private static final class Session implements AutoCloseable {

        private final SSLSocket socket;
        private final BufferedReader reader;

        Session(SSLContext context) throws IOException {
            Socket plain = new Socket(
                    Client.address("starttls").getAddress(),
                    Client.address("starttls").getPort());
            plain.setSoTimeout(30_000);
            BufferedReader clear = reader(plain);
            expect(clear, "220");
            say(plain, "EHLO client.example");
            expect(clear, "250");
            say(plain, "STARTTLS");
            expect(clear, "220");
            socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
            socket.startHandshake();
            reader = reader(socket);
            say(socket, "EHLO client.example");
            expect(reader, "250");
        }

        String certificate() throws IOException {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }

        void send(String subject) throws IOException {
            say(socket, "MAIL FROM:<a@example.org>");
            expect(reader, "250");
            say(socket, "RCPT TO:<b@example.org>");
            expect(reader, "250");
            say(socket, "DATA");
            expect(reader, "354");
            say(socket, "Subject: " + subject + "\r\n\r\nx\r\n.");
            expect(reader, "250");
        }

        private static BufferedReader reader(Socket from) throws IOException {
            return new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        private static void say(Socket to, String line) throws IOException {
            to.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        private static void expect(BufferedReader from, String code) throws IOException {
            String line;
            do {
                line = from.readLine();
                assertThat(line).startsWith(code);
            } while (line.charAt(3) == '-');
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
