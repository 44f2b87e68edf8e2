package org.smtpconnector.adapter.tls;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Engines of BoringSSL, by way of Netty. They hold memory that is not on the heap until {@link ReferenceCountUtil#release}; Netty's
 * handler releases the engine that it was given.
 */
public final class NativeTls implements Engines {

    /** BoringSSL has them all, in an order of its own. */
    private static final Set<String> CIPHERS_OF_TLS_1_3 =
            Set.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final Optional<String> OBSTACLE = load();

    private final SslContext context;

    /**
     * Makes a context.
     *
     * @param trusting null if clients are not asked for a certificate
     */
    NativeTls(TlsSettings settings, List<ServerCertificate> certificates, TrustManager trusting) {
        List<String> ciphers = new ArrayList<>(settings.ciphers());
        ciphers.removeIf(name -> !OpenSsl.isCipherSuiteAvailable(name));
        List<String> protocols = new ArrayList<>(settings.protocols());
        protocols.removeAll(JavaTls.disabled(protocols));
        if (ciphers.stream().noneMatch(CIPHERS_OF_TLS_1_3::contains)) {
            protocols.remove("TLSv1.3");
        }
        try {
            context = SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(
                            new ReadyKeyManager(new NativeKeyManager(certificates)), certificates.size()))
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .trustManager(trusting == null ? new TrustsNobody() : trusting)
                    .clientAuth(
                            switch (settings.clientAuth()) {
                                case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
                                case OPTIONAL -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
                                case REQUIRED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
                            })
                    // Only the check of a client's certificate has to wait. Netty loses an alert that follows a task.
                    .option(OpenSslContextOption.USE_TASKS, settings.clientAuth() != ClientAuth.NONE)
                    .protocols(protocols)
                    .ciphers(ciphers)
                    .sessionCacheSize(SESSIONS_TO_RESUME)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("BoringSSL cannot use what the JDK could read", e);
        } finally {
            FastThreadLocal.removeAll(); // this is a thread of the container's, too
        }
    }

    /** Returns why BoringSSL cannot be used here; empty if it can. */
    public static Optional<String> obstacle() {
        return OBSTACLE;
    }

    /** Loads the library. */
    private static Optional<String> load() {
        try {
            Throwable cause = OpenSsl.unavailabilityCause();
            if (cause == null) {
                return Optional.empty();
            }
            return Optional.of(
                    cause instanceof ClassNotFoundException
                            ? "this archive does not have it"
                            : "it does not load: " + cause.getMessage());
        } finally {
            FastThreadLocal.removeAll(); // a thread of the container's, which would keep our class loader
        }
    }

    /**
     * Returns those of the cipher suites that would not be used as configured: BoringSSL lacks them, or it has those of TLS 1.3 and
     * has no way to use only some of them. To be called only if there is no {@link #obstacle}.
     */
    public static Set<String> notAsConfigured(List<String> ciphers) {
        Set<String> names = new LinkedHashSet<>(ciphers);
        names.removeIf(OpenSsl::isCipherSuiteAvailable);
        if (!ciphers.containsAll(CIPHERS_OF_TLS_1_3)) {
            ciphers.stream().filter(CIPHERS_OF_TLS_1_3::contains).forEach(names::add);
        }
        return names;
    }

    @Override
    public SSLEngine newEngine() {
        // Unpooled: it is also used by threads of the container, which must not keep a cache of ours.
        return context.newEngine(UnpooledByteBufAllocator.DEFAULT);
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }

    /** A factory that has one key manager: the form in which Netty takes one whose keys are converted only once. */
    private static final class ReadyKeyManager extends KeyManagerFactory {

        ReadyKeyManager(KeyManager manager) {
            super(
                    new KeyManagerFactorySpi() {
                        @Override
                        protected void engineInit(KeyStore store, char[] password) {
                            throw new UnsupportedOperationException();
                        }

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {
                            throw new UnsupportedOperationException();
                        }

                        @Override
                        protected KeyManager[] engineGetKeyManagers() {
                            return new KeyManager[] {manager};
                        }
                    },
                    null,
                    "certificates of the listener");
        }
    }
}
