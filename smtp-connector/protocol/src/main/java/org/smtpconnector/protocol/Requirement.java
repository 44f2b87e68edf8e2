package org.smtpconnector.protocol;

/** Whether something that a client may use is offered. */
public enum Requirement {
    /** It is not offered. */
    FORBIDDEN,
    /** It is offered. */
    OPTIONAL,
    /** It is offered, and no mail is taken without it. */
    REQUIRED
}
