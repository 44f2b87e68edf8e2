package org.smtpconnector.adapter.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Engines of the Java virtual machine. */
final class JdkEngines implements Engines {

    private final TlsSettings settings;
    private final SSLContext context;

    /**
     * Makes a context.
     *
     * @param trusting null if clients are not asked for a certificate
     */
    JdkEngines(TlsSettings settings, List<ServerCertificate> certificates, TrustManager trusting) {
        this.settings = settings;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new ServerKeyManager(certificates)},
                    trusting == null ? null : new TrustManager[] {trusting},
                    null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS_TO_RESUME);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java virtual machine has no TLS", e);
        }
    }

    @Override
    public SSLEngine newEngine() {
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

    @Override
    public void close() {
        // all is on the heap
    }
}
