package org.smtpconnector.adapter.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.adapter.tls.TlsException.Problem;

/** The certificates and keys of one moment; makes engines that use them. Immutable. */
final class TlsContext implements AutoCloseable {

    private final List<ServerCertificate> certificates;
    private final Engines engines;

    private TlsContext(TlsSettings settings, List<ServerCertificate> certificates, List<X509Certificate> trusted) {
        this.certificates = List.copyOf(certificates);
        TrustManager trusting = settings.clientAuth() == ClientAuth.NONE ? null : trustManager(trusted);
        this.engines = settings.provider() == TlsProvider.NATIVE
                ? new NativeTls(settings, this.certificates, trusting)
                : new JdkEngines(settings, this.certificates, trusting);
    }

    /**
     * Makes a context of the contents of files.
     *
     * @throws TlsException with every problem, if there is one
     */
    static TlsContext of(TlsSettings settings, TlsFiles.Contents contents) throws TlsException {
        List<Problem> problems = new ArrayList<>();
        TlsFiles files = settings.files();
        CertificateFiles pem = new CertificateFiles(files, contents, problems);
        List<ServerCertificate> certificates = new ArrayList<>(pem.serverCertificates());
        char[] password = files.keyStorePassword()
                .map(secret -> secret.reveal().toCharArray())
                .orElse(new char[0]);
        files.keyStore()
                .ifPresent(
                        store -> certificates.addAll(KeyStoreFile.read(store, contents.of(store), password, problems)));
        List<X509Certificate> trusted = pem.trusted();
        if (settings.clientAuth() != ClientAuth.NONE && files.trusted().isEmpty()) {
            problems.add(new Problem(
                    Part.TRUSTED, "the certificates that clients' must be issued by, since clients are asked for one"));
        }
        if (!problems.isEmpty()) {
            throw new TlsException(problems);
        }
        if (files.isWithoutCertificate()) {
            certificates.add(SelfSignedCertificate.make(settings.selfSignedNames(), Instant.now()));
        }
        return new TlsContext(settings, certificates, trusted);
    }

    private static TrustManager trustManager(List<X509Certificate> trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry(String.valueOf(i), trusted.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers()[0]; // PKIX has one
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java virtual machine has no PKIX", e);
        }
    }

    /** Returns the certificates of the server; at least one. */
    List<ServerCertificate> certificates() {
        return certificates;
    }

    /** Returns a new engine for a connection, for use by one thread at a time. */
    SSLEngine newEngine() {
        return engines.newEngine();
    }

    @Override
    public void close() {
        engines.close();
    }
}
