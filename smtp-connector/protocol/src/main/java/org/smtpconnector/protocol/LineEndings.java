package org.smtpconnector.protocol;

/**
 * The treatment of a CR or LF that stands alone in a text body, which RFC 5321 section 2.3.8 forbids. In each case the end
 * of a body is CRLF.CRLF only. A body declared BINARYMIME has no lines, and is left alone in each case.
 */
public enum LineEndings {
    /** The message is refused. */
    STRICT,
    /** Each becomes CRLF. */
    ENSURE,
    /** They are left as they are. */
    LEAVE
}
