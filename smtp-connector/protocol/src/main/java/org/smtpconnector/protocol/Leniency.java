package org.smtpconnector.protocol;

/** A way in which a listener can be less strict than the standard. Each is off unless it is switched on. */
public enum Leniency {
    /**
     * {@code MAIL FROM: <a@example.org>}: RFC 5321 section 3.3 forbids the spaces, but scripts and old clients are full of
     * them.
     */
    SPACE_AFTER_COLON,
    /** {@code MAIL FROM:a@example.org}: RFC 5321 section 4.1.2 wants angle brackets; devices and scripts leave them out. */
    NO_ANGLE_BRACKETS,
    /**
     * {@code HELO my printer}: RFC 5321 section 4.1.1.1 wants a name without spaces; devices say what their owner has called them.
     * Changes nothing where {@link EngineSettings#strictHelo} is set.
     */
    SPACES_IN_HELO,
    /** A bare LF ends a command line: RFC 5321 section 2.3.8 wants CRLF. For typing by hand, and for broken devices. */
    BARE_LF_ENDS_COMMAND,
    /**
     * A bare LF ends a line of DATA, so that {@code LF.LF} ends the body: RFC 5321 section 4.1.1.4 wants CRLF.CRLF. <b>Opens the
     * door to SMTP smuggling</b> (CVE-2023-51764, CVE-2023-51765, CVE-2023-51766) if any server before this one passes such
     * bodies on; use it only where devices connect directly. Goes with {@link LineEndings#ENSURE} or
     * {@link LineEndings#LEAVE}, as {@link LineEndings#STRICT} refuses such bodies all the same.
     */
    BARE_LF_ENDS_DATA
}
