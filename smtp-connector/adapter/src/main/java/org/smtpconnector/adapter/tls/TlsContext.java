package org.smtpconnector.adapter.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.smtpconnector.adapter.tls.TlsException.Part;
import org.smtpconnector.adapter.tls.TlsException.Problem;

/** The certificates and keys of one moment; makes engines that use them. Immutable. */
final class TlsContext {

    /** The JDK's own 20,480 could hold some 50 MB of client certificates. */
    private static final int SESSIONS_TO_RESUME = 2_000;

    private final TlsSettings settings;
    private final List<ServerCertificate> certificates;
    private final SSLContext context;

    private TlsContext(TlsSettings settings, List<ServerCertificate> certificates, List<X509Certificate> trusted) {
        this.settings = settings;
        this.certificates = List.copyOf(certificates);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new ServerKeyManager(certificates)},
                    settings.clientAuth() == ClientAuth.NONE ? null : trustManagers(trusted),
                    null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS_TO_RESUME);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This Java virtual machine has no TLS", e);
        }
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

    private static TrustManager[] trustManagers(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry(String.valueOf(i), trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Returns the certificates of the server; at least one. */
    List<ServerCertificate> certificates() {
        return certificates;
    }

    /** Returns a new engine for a connection, for use by one thread at a time. */
    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        switch (settings.clientAuth()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
