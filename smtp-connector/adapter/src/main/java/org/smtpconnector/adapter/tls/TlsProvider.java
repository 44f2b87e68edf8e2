package org.smtpconnector.adapter.tls;

/** The library that speaks TLS. */
public enum TlsProvider {
    /** {@link #NATIVE} where it loads and has the configured cipher suites, else {@link #JDK}. */
    AUTO,
    /** The Java virtual machine's own. */
    JDK,
    /** BoringSSL. */
    NATIVE
}
