package org.smtpconnector.protocol;

/** The verbs of SMTP and of its extensions. */
enum Verb {
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
    /** Whatever is not one of the others. */
    UNKNOWN;

    private static final Verb[] VERBS = values();

    /** The verb that the line begins with (RFC 5321 section 2.4: case does not matter). */
    static Verb of(String line) {
        int end = line.indexOf(' ');
        int length = end < 0 ? line.length() : end;
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

    /** Octets that a line with this verb may have, with CRLF. */
    int maxLine(EngineSettings settings) {
        return this == AUTH ? settings.maxLine() : settings.maxCommandLine();
    }
}
