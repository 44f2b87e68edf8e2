package org.smtpconnector.adapter.config;

/** Whether a listener has TLS. */
public enum TlsMode {
    /** {@link #OPTIONAL} if a certificate is configured, else {@link #FORBIDDEN}. */
    AUTO,
    /** Clients cannot use TLS. */
    FORBIDDEN,
    /** Clients may use STARTTLS (RFC 3207). */
    OPTIONAL,
    /** Clients must use STARTTLS before they send mail. */
    REQUIRED,
    /** Connections begin with TLS (RFC 8314 section 3.3). */
    IMPLICIT
}
