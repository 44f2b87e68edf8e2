package org.smtpconnector.adapter.tls;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.smtpconnector.api.SmtpTls;

/**
 * The TLS of a listener: it makes engines for connections, with the certificates that the files had when they were last looked at.
 * Safe for use by several threads.
 */
public final class ServerTls implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ServerTls.class.getName());

    private final String listener;
    private final TlsSettings settings;
    private final ReadWriteLock replacing = new ReentrantReadWriteLock();

    /** Guarded by {@link #replacing}: nobody makes an engine of a context that is being closed. */
    private TlsContext context;

    private boolean closed;

    /** The contents of the files when they were last looked at; guarded by this object. */
    private TlsFiles.Contents seen;

    private ServerTls(String listener, TlsSettings settings, TlsFiles.Contents contents) throws TlsException {
        this.listener = listener;
        this.settings = settings;
        this.seen = contents;
        this.context = TlsContext.of(settings, contents);
    }

    /**
     * Reads certificates and keys. If no certificate is configured, makes one and logs a warning.
     *
     * @param listener its name, for the log; not null
     * @param settings not null
     * @throws TlsException with every problem, if there is one
     */
    public static ServerTls open(String listener, TlsSettings settings) throws TlsException {
        ServerTls tls = new ServerTls(listener, settings, settings.files().read());
        tls.logCertificates();
        return tls;
    }

    /**
     * Checks certificates and keys.
     *
     * @param settings not null
     * @throws TlsException with every problem, if there is one
     */
    public static void check(TlsSettings settings) throws TlsException {
        TlsContext.of(settings, settings.files().read()).close();
    }

    private void logCertificates() {
        List<ServerCertificate> certificates = context.certificates();
        String library = settings.provider() == TlsProvider.NATIVE ? "BoringSSL" : "the JDK";
        if (settings.files().isWithoutCertificate()) {
            X509Certificate made = certificates.get(0).leaf();
            LOG.log(
                    Level.WARNING,
                    "Listener {0} HAS NO CERTIFICATE (tls.certificate, tls.key-store). One was made that nobody vouches for,"
                            + " until the next start: {1}, names {2}, SHA-256 {3}. Clients that look at it will refuse it,"
                            + " and those that do not cannot know who is listening. TLS is that of {4}",
                    listener,
                    made.getSubjectX500Principal(),
                    settings.selfSignedNames(),
                    SelfSignedCertificate.fingerprint(made),
                    library);
            return;
        }
        for (ServerCertificate certificate : certificates) {
            LOG.log(
                    Level.INFO,
                    "Listener {0} has the certificate {1}; TLS is that of {2}",
                    listener,
                    certificate,
                    library);
            Instant now = Instant.now();
            if (certificate.leaf().getNotAfter().toInstant().isBefore(now)
                    || certificate.leaf().getNotBefore().toInstant().isAfter(now)) {
                LOG.log(Level.WARNING, "Listener {0}: the certificate {1} is NOT VALID now", listener, certificate);
            }
        }
    }

    /**
     * Looks whether the files have changed. If they have, connections that begin from now on use the new contents. If those cannot
     * be used, a warning is logged once, and the old ones stay in use. Reads files: not for an event loop.
     */
    public synchronized void refresh() {
        TlsFiles.Contents now = settings.files().read();
        if (now.isSame(seen)) {
            return;
        }
        seen = now;
        try {
            replace(TlsContext.of(settings, now));
            LOG.log(Level.INFO, "Listener {0}: the files of certificates and keys have changed", listener);
            logCertificates();
        } catch (TlsException e) {
            LOG.log(
                    Level.WARNING,
                    "Listener {0}: the files of certificates and keys have changed, but cannot be used; those that were"
                            + " read before stay: {1}",
                    listener,
                    e.getMessage());
        }
    }

    private void replace(TlsContext next) {
        replacing.writeLock().lock();
        try {
            (closed ? next : context).close();
            if (!closed) {
                context = next;
            }
        } finally {
            replacing.writeLock().unlock();
        }
    }

    /**
     * Returns a new engine for a connection, in server mode; for use by one thread at a time. If it is reference counted, as one of
     * BoringSSL is, the caller has to release it.
     */
    public SSLEngine newEngine() {
        replacing.readLock().lock();
        try {
            return context.newEngine();
        } finally {
            replacing.readLock().unlock();
        }
    }

    /** Gives back what is not on the heap. Engines that were made before go on; others cannot be made any more. */
    @Override
    public void close() {
        replacing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                context.close();
            }
        } finally {
            replacing.writeLock().unlock();
        }
    }

    /**
     * Returns what client and server have negotiated.
     *
     * @param engine one of {@link #newEngine()}, whose handshake is over
     */
    public static SmtpTls session(SSLEngine engine) {
        ExtendedSSLSession session = (ExtendedSSLSession) engine.getSession();
        List<X509Certificate> clientCertificates = new ArrayList<>();
        try {
            for (var certificate : session.getPeerCertificates()) {
                clientCertificates.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            // the client has shown none
        }
        return new SmtpTls(
                session.getProtocol(),
                session.getCipherSuite(),
                Optional.ofNullable(ServerKeyManager.requestedName(session)),
                clientCertificates);
    }
}
