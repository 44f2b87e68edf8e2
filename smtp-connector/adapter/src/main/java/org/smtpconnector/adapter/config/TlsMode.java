package org.smtpconnector.adapter.config;

/** Whether a listener has TLS. */
public enum TlsMode {
    /** {@link #OPTIONAL} if a certificate is configured, else {@link #FORBIDDEN}. */
    AUTO,
    /** Clients cannot use it. */
    FORBIDDEN,
    /** Clients may use STARTTLS (RFC 3207). */
    OPTIONAL,
    /** No mail is taken before STARTTLS. */
    REQUIRED,
    /** Connections begin with TLS (RFC 8314 section 3.3). */
    IMPLICIT
}
