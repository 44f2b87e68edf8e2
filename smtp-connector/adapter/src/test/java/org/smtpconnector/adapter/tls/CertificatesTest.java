package org.smtpconnector.adapter.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.smtpconnector.adapter.tls.TestFiles.file;
import static org.smtpconnector.adapter.tls.TestFiles.files;
import static org.smtpconnector.adapter.tls.TestFiles.pem;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.protocol.Secret;

/** Certificates and keys in every form that is promised can be read, and a client sees them; what is wrong is told. */
class CertificatesTest extends ProviderFixture {

    @TempDir
    private Path directory;

    private Handshake handshake(TlsFiles files) throws Exception {
        return Handshake.client().with(engine(files));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa-pkcs8.key, rsa",
        "rsa.crt, rsa-pkcs1.key, rsa",
        "rsa.crt, rsa-encrypted.key, rsa",
        "rsa.crt, rsa-encrypted-3des.key, rsa",
        "ec.crt, ec-sec1.key, ec",
        "ec.crt, ec-pkcs8.key, ec",
        "ed25519.crt, ed25519.key, ed",
        "server.crt, server.key, server"
    })
    void everyFormOfAKey(String certificate, String key, String name) throws Exception {
        Handshake done = handshake(pem(files(certificate), files(key), "secret"));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=" + name + ".example");
    }

    @Test
    void aSec1KeyMayHaveItsCurveBesideIt() throws Exception {
        // As an old library writes it: the parameters only in the block before the key.
        List<Pem> blocks = Pem.blocks(Files.readAllBytes(file("ec-sec1.key")));
        DerReader key = new DerReader(blocks.get(1).der()).enter(Der.SEQUENCE);
        key.enter(Der.INTEGER);
        byte[] secret = key.enter(Der.OCTET_STRING).rest();
        byte[] bare = Der.sequence(Der.integer(1), Der.octets(secret));
        Path file = Files.writeString(
                directory.resolve("key.pem"),
                Files.readString(file("ec-sec1.key")).replaceAll("(?s)-----BEGIN EC PRIVATE.*", "")
                        + "-----BEGIN EC PRIVATE KEY-----\n"
                        + java.util.Base64.getMimeEncoder().encodeToString(bare)
                        + "\n-----END EC PRIVATE KEY-----\n");
        assertThat(handshake(pem(files("ec.crt"), List.of(file), null))
                        .shown()
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=ec.example");
    }

    @Test
    void theKeyMayBeWithTheCertificateAndTheChainIsSent() throws Exception {
        Handshake done = handshake(pem(files("server-with-key.pem"), List.of(), null));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=server.example");
        assertThat(done.chainLength()).isEqualTo(2);
    }

    @Test
    void theOrderWithinAFileDoesNotMatter() throws Exception {
        String ca = Files.readString(file("ca.crt"));
        Path file = Files.writeString(directory.resolve("x.pem"), ca + Files.readString(file("server.crt")));
        Handshake done = handshake(pem(List.of(file), files("server.key"), null));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=server.example");
        assertThat(done.chainLength()).isEqualTo(2);
    }

    @Test
    void aKeyStore() throws Exception {
        Handshake done = handshake(new TlsFiles(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(file("server.p12")),
                Optional.of(new Secret("secret")),
                List.of()));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=server.example");
        assertThat(done.chainLength()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ec.example, ec",
        "EC.example, ec",
        "rsa.example, rsa",
        "a.wild.example, rsa",
        "a.b.wild.example, server",
        "wild.example, server",
        "unknown.example, server",
        "mx.example.org, server"
    })
    void theCertificateIsTheOneForTheNameThatIsAskedFor(String host, String name) throws Exception {
        TlsFiles files = pem(
                files("server.crt", "rsa.crt", "ec.crt"), files("ec-pkcs8.key", "server.key", "rsa-pkcs1.key"), null);
        Handshake done = Handshake.client().asksFor(host).with(engine(files));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=" + name + ".example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whoAsksForNothingGetsTheFirstWhateverTypeOfKeyItPrefers(String version) throws Exception {
        TlsFiles files = pem(files("rsa.crt", "ec.crt"), files("ec-pkcs8.key", "rsa-pkcs1.key"), null);
        Handshake done = Handshake.client().speaks(version).with(engine(files));
        assertThat(done.shown().getSubjectX500Principal().getName()).isEqualTo("CN=rsa.example");
    }

    /** The JDK's engine refuses them before anything of ours is asked. */
    @ParameterizedTest
    @ValueSource(strings = {"a_b.example", "localhost.", "name:2525", "[::1]", "-a.example"})
    void aNameThatIsNoHostName(String name) throws Exception {
        SSLEngine engine = engine(pem(files("rsa.crt", "ec.crt"), files("ec-pkcs8.key", "rsa-pkcs1.key"), null));
        Handshake client = Handshake.client().asksForAnything(name);
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> client.with(engine));
    }

    private void expect(TlsFiles files, Part part, String... words) {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> ServerTls.check(settings(files)))
                .satisfies(e -> assertThat(e.problems()).hasSize(1).allSatisfy(problem -> {
                    assertThat(problem.part()).isEqualTo(part);
                    assertThat(problem.expectation()).contains(words);
                }));
    }

    @Test
    void whatIsWrongIsToldWithTheFile() throws Exception {
        expect(pem(files("rsa.crt"), files("ec-sec1.key"), null), Part.CERTIFICATES, "none fits one in", "rsa.crt");
        expect(pem(files("rsa.crt"), files("rsa.crt"), null), Part.PRIVATE_KEYS, "there is none in", "rsa.crt");
        expect(
                pem(files("server.key"), files("server.key"), null),
                Part.CERTIFICATES,
                "there is none in",
                "server.key");
        expect(pem(files("server.crt"), List.of(), null), Part.CERTIFICATES, "of the 0 private keys");
        expect(
                pem(files("rsa.crt"), files("rsa-pkcs8.key", "ec-sec1.key"), null),
                Part.PRIVATE_KEYS,
                "ec-sec1.key belongs to none");
        expect(
                pem(files("rsa.crt"), files("rsa-encrypted.key"), null),
                Part.PRIVATE_KEY_PASSWORD,
                "rsa-encrypted.key, which is encrypted");
        expect(
                pem(files("rsa.crt"), files("rsa-encrypted.key"), "wrong"),
                Part.PRIVATE_KEY_PASSWORD,
                "it is another one");
        expect(
                pem(files("rsa.crt"), files("rsa-pkcs1-encrypted.key"), "secret"),
                Part.PRIVATE_KEYS,
                "rsa-pkcs1-encrypted.key",
                "openssl pkcs8 -topk8");
        Path broken = Files.writeString(
                directory.resolve("broken.crt"),
                Files.readString(file("rsa.crt")).replaceFirst("MII", "MIX"));
        expect(pem(List.of(broken), files("rsa-pkcs8.key"), null), Part.CERTIFICATES, "broken.crt cannot be read");
        expect(keyStore("rsa.crt", "secret"), Part.KEY_STORE, "rsa.crt cannot be read as one");
        expect(keyStore("server.p12", "wrong"), Part.KEY_STORE_PASSWORD, "server.p12", "it is another one");
    }

    @Test
    void everythingIsToldAtOnce() {
        TlsFiles files = new TlsFiles(
                files("rsa.crt", "server.key"),
                files("rsa-encrypted.key"),
                Optional.empty(),
                Optional.of(file("ca.crt")),
                Optional.empty(),
                files("rsa-pkcs8.key"));
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> ServerTls.check(settings(files, ClientAuth.REQUIRED)))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(TlsException.Problem::part)
                        .containsExactlyInAnyOrder(
                                Part.PRIVATE_KEY_PASSWORD, Part.CERTIFICATES, Part.KEY_STORE, Part.TRUSTED));
    }

    private static TlsFiles keyStore(String name, String password) {
        return new TlsFiles(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(file(name)),
                Optional.of(new Secret(password)),
                List.of());
    }
}
