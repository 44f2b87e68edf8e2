package org.smtpconnector.protocol;

import java.util.regex.Pattern;

/**
 * Header fields to put into a message (RFC 5322 section 2.2), checked: nothing in them can end the header or be taken for
 * another line of SMTP.
 */
public final class HeaderFields {

    /** No field. */
    public static final HeaderFields NONE = new HeaderFields("");

    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+:[\\t -~]*");
    private static final Pattern CONTINUATION = Pattern.compile("[\\t ][\\t -~]*[!-~][\\t -~]*");
    private static final int MAX_LINE = 998;

    private final String text;

    private HeaderFields(String text) {
        this.text = text;
    }

    /**
     * Reads fields.
     *
     * @param text each field on a line of its own, folded or not; lines end with LF or CRLF, the last one may end with nothing
     * @return not null
     * @throws IllegalArgumentException if a line is no field and no continuation of one, has anything but printable ASCII, or
     *     more than 998 octets
     */
    public static HeaderFields of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        StringBuilder fields = new StringBuilder(text.length() + 8);
        for (String line : text.lines().toList()) {
            boolean valid = FIELD.matcher(line).matches()
                    || (fields.length() > 0 && CONTINUATION.matcher(line).matches());
            if (!valid || line.length() > MAX_LINE) {
                throw new IllegalArgumentException(
                        "Not a header field of RFC 5322 in printable ASCII and at most " + MAX_LINE + " octets: line "
                                + (1 + fields.chars().filter(c -> c == '\n').count()));
            }
            fields.append(line).append("\r\n");
        }
        return new HeaderFields(fields.toString());
    }

    /** Returns whether there is no field. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Returns the lines, each with its CRLF; ASCII. */
    @Override
    public String toString() {
        return text;
    }
}
