package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate made for one run, by the JDK's own tool: as PKCS #12, and as PEM. */
final class ServerCertificate {

    /** Never shown: the test looks for it in the log. */
    static final String PASSWORD = "correct-horse-battery";

    private static final String ALIAS = "server";

    private final Path directory;
    private final KeyStore store;

    ServerCertificate(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        Files.deleteIfExists(keyStore());
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=mail.example.org",
                        "-ext",
                        "san=dns:mail.example.org,dns:mx.example.org,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore().toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(passwordFile(), PASSWORD + "\n");
        pem(certificate(), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        pem(
                privateKey(),
                "PRIVATE KEY",
                store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }

    Path keyStore() {
        return directory.resolve("server.p12");
    }

    Path passwordFile() {
        return directory.resolve("password");
    }

    Path certificate() {
        return directory.resolve("certificate.pem");
    }

    Path privateKey() {
        return directory.resolve("key.pem");
    }

    /** For a client that trusts this certificate and no other. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
