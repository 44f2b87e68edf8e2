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

    /** The characters that {@link #beforeContent} looks at. */
    static final int CONTENT_WORD = 5;

    private static final Verb[] VERBS = values();
    private static final Verb[] BEFORE_CONTENT = {DATA, BDAT};

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
            // The first character first: most verbs differ in it.
            if (verb != UNKNOWN
                    && verb.name().length() == length
                    && verb.name().charAt(0) == (line.charAt(0) & ~0x20)
                    && line.regionMatches(true, 0, verb.name(), 0, length)
                    && isAscii(line, length)) {
                return verb;
            }
        }
        return UNKNOWN;
    }

    /**
     * Returns the verb of a line that may not be well-formed, if it is one behind which content may come: DATA or BDAT, in whatever
     * case, and a character that ends the word. A letter or a digit does not end it; nor do the other characters of base64, which a
     * response of AUTH can have there.
     *
     * @param line a line, or its first {@value #CONTENT_WORD} characters
     * @return DATA, BDAT or UNKNOWN
     */
    static Verb beforeContent(String line) {
        for (Verb verb : BEFORE_CONTENT) {
            int length = verb.name().length();
            if (line.length() > length
                    && line.regionMatches(true, 0, verb.name(), 0, length)
                    && !isBase64(line.charAt(length))) {
                return verb;
            }
        }
        return UNKNOWN;
    }

    private static boolean isBase64(char c) {
        return Ascii.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
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
