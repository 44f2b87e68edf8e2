package org.smtpconnector.adapter.tls;

/** Whether clients are asked for a certificate. */
public enum ClientAuth {
    /** They are not. */
    NONE,
    /** They are, and need not have one; but one that is not trusted ends the handshake. */
    OPTIONAL,
    /** Without one that is trusted there is no connection. */
    REQUIRED
}
