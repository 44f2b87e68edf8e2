package org.smtpconnector.protocol;

/** The protocol that a listener speaks. */
public enum ServerProtocol {
    /** RFC 5321, with HELO and EHLO. */
    SMTP,
    /** RFC 2033, with LHLO, and a reply per recipient at the end of the body. */
    LMTP
}
