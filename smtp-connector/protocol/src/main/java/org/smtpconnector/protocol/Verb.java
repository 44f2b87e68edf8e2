package org.smtpconnector.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The verbs of SMTP and of its extensions. */
enum Verb {
    HELO,
    EHLO,
    MAIL,
    RCPT,
    DATA,
    RSET,
    NOOP,
    QUIT,
    VRFY,
    EXPN,
    HELP,
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

    /** All that exist, for HELP. */
    static String names() {
        return Arrays.stream(VERBS)
                .filter(verb -> verb != UNKNOWN)
                .map(Verb::name)
                .collect(Collectors.joining(" "));
    }
}
