package org.smtpconnector.adapter.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * Versions of TLS and cipher suites that go together, the preferred ones first; after Mozilla's recommendations, but for the
 * first, which also has TLS 1.2, since much mail is still sent with that.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum TlsPreset {
    /** Forward secrecy and authenticated encryption only. */
    MODERN(List.of("TLSv1.3", "TLSv1.2"), List.of()),
    /** The same, and finite-field Diffie-Hellman. */
    INTERMEDIATE(
            List.of("TLSv1.3", "TLSv1.2"),
            List.of(
                    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256")),
    /** Whatever the Java virtual machine still allows, except what encrypts nothing or next to nothing. */
    LEGACY(
            List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"),
            List.of(
                    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                    "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",
                    "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                    "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
                    "TLS_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_RSA_WITH_AES_128_CBC_SHA256",
                    "TLS_RSA_WITH_AES_256_CBC_SHA256",
                    "TLS_RSA_WITH_AES_128_CBC_SHA",
                    "TLS_RSA_WITH_AES_256_CBC_SHA"));

    private static final List<String> BEST = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final List<String> protocols;
    private final List<String> furtherCiphers;

    TlsPreset(List<String> protocols, List<String> furtherCiphers) {
        this.protocols = protocols;
        this.furtherCiphers = furtherCiphers;
    }

    /** As JSSE calls them. */
    public List<String> protocols() {
        return protocols;
    }

    /** As JSSE calls them, those that this virtual machine has. */
    public List<String> ciphers() {
        List<String> ciphers = new ArrayList<>(BEST);
        ciphers.addAll(furtherCiphers);
        ciphers.retainAll(JavaTls.ciphers());
        return List.copyOf(ciphers);
    }
}
