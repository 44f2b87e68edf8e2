package org.smtpconnector.adapter.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TlsKeys;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.adapter.tls.TestFiles;

/** A listener with a certificate, and clients that trust its issuer. */
final class TestTls {

    static final Path CERTIFICATE = TestFiles.file("server.crt");
    static final Path KEY = TestFiles.file("server.key");

    private TestTls() {}

    static ListenerSettings with(ListenerSettings settings, TlsMode mode) {
        return settings.with(TlsKeys.MODE, mode)
                .with(TlsKeys.CERTIFICATE, Optional.of(List.of(CERTIFICATE)))
                .with(TlsKeys.PRIVATE_KEY, Optional.of(List.of(KEY)));
    }

    /** Trusts what the test's authority has issued. */
    static SSLContext client() {
        return trusting(TestFiles.file("ca.crt"), "TLS");
    }

    /** Trusts one certificate or authority, and speaks one version at most. */
    static SSLContext trusting(Path certificate, String version, KeyManager... keys) {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "0", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            SSLContext context = SSLContext.getInstance(version);
            context.init(keys, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
