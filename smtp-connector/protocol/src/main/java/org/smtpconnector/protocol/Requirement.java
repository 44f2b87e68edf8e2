package org.smtpconnector.protocol;

/** The role that TLS or AUTH has in a session. */
public enum Requirement {
    /** It is not offered. */
    FORBIDDEN,
    /** It is offered. */
    OPTIONAL,
    /** It is offered, and no mail is taken without it. */
    REQUIRED
}
