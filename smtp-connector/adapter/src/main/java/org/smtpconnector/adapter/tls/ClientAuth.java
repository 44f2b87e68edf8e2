package org.smtpconnector.adapter.tls;

/** Whether clients are asked for a certificate. */
public enum ClientAuth {
    /** Clients are not asked. */
    NONE,
    /** Clients are asked, and need not have one; a certificate that is not trusted ends the handshake. */
    OPTIONAL,
    /** Clients are asked; without a trusted certificate the handshake fails. */
    REQUIRED
}
