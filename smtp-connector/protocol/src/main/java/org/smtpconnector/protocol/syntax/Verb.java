package org.smtpconnector.protocol.syntax;

/** The verbs of SMTP and of its extensions. */
public enum Verb {
    HELO,
    EHLO,
    LHLO,
    MAIL,
    RCPT,
    DATA,
    BDAT,
    RSET,
    NOOP,
    QUIT,
    VRFY,
    EXPN,
    HELP,
    STARTTLS,
    AUTH,
    XCLIENT,
    /** Any word that is not one of the others. */
    UNKNOWN;

    private static final Verb[] VERBS = values();

    /**
     * Returns the verb that the line begins with, in whatever case (RFC 5321 section 2.4). The white space behind it may be a TAB
     * (RFC 5321 section 4.1.1: trailing white space).
     */
    static Verb of(String line) {
        int length = 0;
        while (length < line.length() && line.charAt(length) != ' ' && line.charAt(length) != '\t') {
            length++;
        }
        for (Verb verb : VERBS) {
            if (verb != UNKNOWN
                    && verb.name().length() == length
                    && line.regionMatches(true, 0, verb.name(), 0, length)
                    && isAscii(line, length)) {
                return verb;
            }
        }
        return UNKNOWN;
    }

    /** Case-insensitive matching folds some letters beyond ASCII to ASCII ones, such as the Kelvin sign. */
    private static boolean isAscii(String line, int length) {
        for (int i = 0; i < length; i++) {
            if (line.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
