package org.smtpconnector.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.smtpconnector.adapter.tls.TestFiles.file;
import static org.smtpconnector.adapter.tls.TestFiles.files;
import static org.smtpconnector.adapter.tls.TestFiles.pem;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpTls;

/** Engines: what they offer, whom they let in, and what changes when the files do. */
class ServerTlsTest extends ProviderFixture {

    private static final Logger LOG = Logger.getLogger(ServerTls.class.getName());

    @TempDir
    private Path directory;

    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(handler);
    }

    private List<String> warnings() {
        return logged.stream()
                .filter(record -> record.getLevel().equals(Level.WARNING))
                .map(new SimpleFormatter()::formatMessage)
                .toList();
    }

    private static TlsFiles server() {
        return pem(files("server.crt"), files("server.key"), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theSessionSaysWhatWasNegotiated(String version) throws Exception {
        SSLEngine engine = engine(server());
        Handshake.client().speaks(version).asksFor("MX.example.org").with(engine);
        SmtpTls session = ServerTls.session(engine);
        assertThat(session.protocol()).isEqualTo(version);
        assertThat(session.cipherSuite()).contains("GCM");
        assertThat(session.serverName()).contains("mx.example.org");
        assertThat(session.clientCertificates()).isEmpty();
    }

    @Test
    void theServerPrefersItsOwnOrder() throws Exception {
        SSLEngine engine = engine(server());
        Handshake.client()
                .ciphers("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256")
                .with(engine);
        assertThat(ServerTls.session(engine).cipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void theServerPrefersItsOwnOrderInTls12() throws Exception {
        SSLEngine engine = engine(server());
        Handshake.client()
                .speaks("TLSv1.2")
                .ciphers(
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                .with(engine);
        assertThat(ServerTls.session(engine).cipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"})
    void modernHasNeitherCbcNorRsaKeyExchange(String cipher) throws Exception {
        SSLEngine engine = engine(pem(files("ec.crt", "rsa.crt"), files("ec-sec1.key", "rsa-pkcs1.key"), null));
        Handshake client = Handshake.client().speaks("TLSv1.2").ciphers(cipher);
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> client.with(engine));
    }

    @Test
    void thePresetsAreMadeOfWhatTheMachineHas() {
        for (TlsPreset preset : TlsPreset.values()) {
            assertThat(JavaTls.ciphers()).containsAll(preset.ciphers());
        }
        assertThat(TlsPreset.MODERN.ciphers()).hasSize(9).allMatch(name -> name.matches(".*(GCM|POLY1305).*"));
        assertThat(TlsPreset.INTERMEDIATE.ciphers()).hasSize(12);
        assertThat(TlsPreset.LEGACY.ciphers()).hasSizeGreaterThan(20);
        assertThat(JavaTls.disabled(TlsPreset.MODERN.protocols())).isEmpty();
        assertThat(JavaTls.disabled(TlsPreset.LEGACY.protocols())).contains("TLSv1.1", "TLSv1");
    }

    private SSLEngine asking(ClientAuth clientAuth) throws TlsException {
        TlsFiles files = new TlsFiles(
                files("server.crt"),
                files("server.key"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                files("ca.crt"));
        return engine(open(settings(files, clientAuth)));
    }

    @Test
    void aClientMayShowACertificate() throws Exception {
        SSLEngine engine = asking(ClientAuth.OPTIONAL);
        Handshake.client(TestFiles.clientKey("client.crt", "client.key")).with(engine);
        assertThat(ServerTls.session(engine).clientCertificates())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=client.example");
    }

    @Test
    void butNeedNot() throws Exception {
        SSLEngine engine = asking(ClientAuth.OPTIONAL);
        Handshake.client().with(engine);
        assertThat(ServerTls.session(engine).clientCertificates()).isEmpty();
    }

    @Test
    void unlessItIsRequired() throws Exception {
        SSLEngine engine = asking(ClientAuth.REQUIRED);
        Handshake client = Handshake.client();
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> client.with(engine));
    }

    @Test
    void oneThatNobodyTrustsEndsTheHandshake() throws Exception {
        SSLEngine engine = asking(ClientAuth.REQUIRED);
        Handshake client = Handshake.client(TestFiles.clientKey("ec.crt", "ec-sec1.key"));
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> client.with(engine));
    }

    @Test
    void withoutACertificateOneIsMadeAndThereIsAWarning() throws Exception {
        Set<String> names = new LinkedHashSet<>(
                List.of("mx.example.org", "127.0.0.1", "2001:db8::1", "a.example", "x".repeat(63) + ".example"));
        ServerTls tls = open(new TlsSettings(
                provider(),
                TestFiles.none(),
                names,
                TlsPreset.MODERN.protocols(),
                TlsPreset.MODERN.ciphers(),
                ClientAuth.NONE));
        X509Certificate made = Handshake.client().with(engine(tls)).shown();
        made.verify(made.getPublicKey());
        made.checkValidity();
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=mx.example.org");
        assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
        assertThat(made.getSerialNumber()).isPositive();
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getKeyUsage()).startsWith(true, false, false);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                .map(Object.class::cast)
                .containsExactly(
                        "mx.example.org",
                        "127.0.0.1",
                        "2001:db8:0:0:0:0:0:1",
                        "a.example",
                        "x".repeat(63) + ".example");
        assertThat(warnings()).hasSize(1).allSatisfy(text -> assertThat(text)
                .contains("test", "HAS NO CERTIFICATE", SelfSignedCertificate.fingerprint(made)));
        assertThat(Handshake.client().with(engine(tls)).shown()).isEqualTo(made);
    }

    @Test
    void alsoOneThatLivesBeyond2049AndHasALongName() throws Exception {
        String name = "a".repeat(60) + ".example";
        X509Certificate made = SelfSignedCertificate.make(Set.of(name), Instant.parse("2049-12-31T00:00:00Z"))
                .leaf();
        assertThat(made.getNotAfter().toInstant()).isAfter("2052-01-01T00:00:00Z");
        assertThat(made.getSubjectX500Principal().getName()).hasSize(3 + 64);
        made.verify(made.getPublicKey());
    }

    @Test
    void newFilesAreForNewHandshakesAndBrokenOnesForNone() throws Exception {
        Path certificate = Files.copy(file("ec.crt"), directory.resolve("tls.crt"));
        Path key = Files.copy(file("ec-sec1.key"), directory.resolve("tls.key"));
        ServerTls tls = open(settings(pem(List.of(certificate), List.of(key), null)));
        SSLEngine begun = engine(tls);
        tls.refresh();
        assertThat(logged).hasSize(1); // about the first

        Files.write(certificate, Files.readAllBytes(file("server.crt")));
        tls.refresh();
        tls.refresh();
        assertThat(warnings()).hasSize(1).allSatisfy(text -> assertThat(text).contains("tls.crt", "stay"));
        assertThat(name(Handshake.client().with(engine(tls)))).isEqualTo("CN=ec.example");

        Files.write(key, Files.readAllBytes(file("server.key")));
        tls.refresh();
        assertThat(name(Handshake.client().with(engine(tls)))).isEqualTo("CN=server.example");
        assertThat(name(Handshake.client().with(begun))).isEqualTo("CN=ec.example");

        Files.delete(key);
        tls.refresh();
        tls.refresh();
        assertThat(warnings()).hasSize(2);
        assertThat(name(Handshake.client().with(engine(tls)))).isEqualTo("CN=server.example");
    }

    private static String name(Handshake done) throws SSLException {
        return done.shown().getSubjectX500Principal().getName();
    }
}
