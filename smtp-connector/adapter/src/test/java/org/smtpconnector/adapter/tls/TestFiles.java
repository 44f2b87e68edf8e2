package org.smtpconnector.adapter.tls;

import java.io.ByteArrayInputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.smtpconnector.protocol.Secret;

/**
 * Certificates and keys made with openssl. {@code server} and {@code client} are issued by {@code ca}, the others sign
 * themselves; the password is always {@code secret}.
 */
public final class TestFiles {

    private TestFiles() {}

    public static Path file(String name) {
        try {
            return Path.of(TestFiles.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files(String... names) {
        return Arrays.stream(names).map(TestFiles::file).toList();
    }

    static TlsFiles pem(List<Path> certificates, List<Path> keys, String password) {
        return new TlsFiles(
                certificates,
                keys,
                Optional.ofNullable(password).map(Secret::new),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static TlsFiles none() {
        return pem(List.of(), List.of(), null);
    }

    static TlsSettings settings(TlsFiles files) {
        return settings(TlsProvider.JDK, files, ClientAuth.NONE);
    }

    static TlsSettings settings(TlsProvider provider, TlsFiles files, ClientAuth clientAuth) {
        return new TlsSettings(
                provider,
                files,
                Set.of("mx.example.org"),
                TlsPreset.MODERN.protocols(),
                TlsPreset.MODERN.ciphers(),
                clientAuth);
    }

    /** The key of a client, with its certificate. */
    public static KeyManager[] clientKey(String certificate, String key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<Pem> blocks = Pem.blocks(Files.readAllBytes(file(key)));
        X509Certificate parsed = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        Pem.blocks(Files.readAllBytes(file(certificate))).get(0).der()));
        store.setKeyEntry(
                "client",
                PrivateKeys.read(blocks.get(blocks.size() - 1), blocks, null),
                new char[0],
                new X509Certificate[] {parsed});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }
}
