package org.smtpconnector.api;

import java.util.List;
import java.util.Objects;

/**
 * A reply to an SMTP command (RFC 5321 section 4.2). The factory methods check it, so every reply is well-formed.
 *
 * <p>Immutable. {@link #toString()} returns the form on the wire, which is computed once: sending a constant reply
 * allocates nothing.
 */
public final class SmtpReply {

    /** A reply line may have 512 octets with code and CRLF (RFC 5321 section 4.5.3.1.5). */
    private static final int MAX_LINE = 510;

    private final int code;
    private final String enhancedCode;
    private final List<String> lines;
    private final String wire;

    private SmtpReply(int code, String enhancedCode, List<String> lines) {
        this.code = requireCode(code);
        this.enhancedCode = requireEnhanced(code, enhancedCode);
        this.lines = List.copyOf(lines);
        this.wire = wire(code, enhancedCode, this.lines);
    }

    /**
     * Makes a reply with an enhanced status code.
     *
     * @param code three digits, 2xx to 5xx
     * @param enhancedCode as RFC 3463, for example {@code 5.1.1}; its class must be that of the code
     * @param lines the text for people, at least one line, each of printable characters
     * @return the reply, not null
     * @throws IllegalArgumentException if code, enhanced code or text is not well-formed, or the classes disagree
     */
    public static SmtpReply of(int code, String enhancedCode, String... lines) {
        Objects.requireNonNull(enhancedCode, "enhancedCode");
        return new SmtpReply(code, enhancedCode, List.of(lines));
    }

    /**
     * Makes a reply without an enhanced status code, as RFC 2034 section 4 wants it for the greeting, the replies to HELO
     * and EHLO, and 3xx.
     *
     * @param code three digits, 2xx to 5xx
     * @param lines the text, at least one line, each of printable characters
     * @return the reply, not null
     * @throws IllegalArgumentException if code or text is not well-formed
     */
    public static SmtpReply plain(int code, String... lines) {
        return new SmtpReply(code, "", List.of(lines));
    }

    /**
     * The reply code.
     *
     * @return 200 to 599
     */
    public int code() {
        return code;
    }

    /**
     * The enhanced status code (RFC 3463).
     *
     * @return for example {@code 2.0.0}; empty if the reply has none, not null
     */
    public String enhancedCode() {
        return enhancedCode;
    }

    /**
     * The text for people, without codes.
     *
     * @return at least one line; unmodifiable
     */
    public List<String> lines() {
        return lines;
    }

    /**
     * Tells whether this reply accepts (2xx or 3xx).
     *
     * @return false for 4xx and 5xx
     */
    public boolean isPositive() {
        return code < 400;
    }

    private static int requireCode(int code) {
        // RFC 5321 section 4.2: the first digit is 2 to 5, the second 0 to 5.
        if (code < 200 || code > 559 || code / 10 % 10 > 5) {
            throw new IllegalArgumentException("Not a reply code of RFC 5321 section 4.2: " + code);
        }
        return code;
    }

    private static String requireEnhanced(int code, String enhancedCode) {
        if (enhancedCode.isEmpty()) {
            return enhancedCode;
        }
        if (!isEnhanced(enhancedCode)) {
            throw new IllegalArgumentException("Not an enhanced status code of RFC 3463: \"" + enhancedCode + '"');
        }
        if (enhancedCode.charAt(0) - '0' != code / 100) {
            throw new IllegalArgumentException(
                    "The classes of reply code " + code + " and enhanced status code " + enhancedCode + " differ");
        }
        return enhancedCode;
    }

    /** Returns whether the text is {@code class "." subject "." detail} (RFC 3463 section 2); every message has a reply of its own. */
    private static boolean isEnhanced(String text) {
        int dot = text.indexOf('.', 2);
        return dot > 0
                && (text.charAt(0) == '2' || text.charAt(0) == '4' || text.charAt(0) == '5')
                && text.charAt(1) == '.'
                && isNumber(text, 2, dot)
                && isNumber(text, dot + 1, text.length());
    }

    /** Returns whether there are one to three digits, the first of which is not a zero that says nothing. */
    private static boolean isNumber(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end - start == 1 || (end - start > 1 && end - start <= 3 && text.charAt(start) != '0');
    }

    private static String wire(int code, String enhancedCode, List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A reply needs at least one line of text");
        }
        int length = 0; // more than enough for codes and CRLF
        for (String line : lines) {
            length += line.length() + 18;
        }
        StringBuilder wire = new StringBuilder(length);
        for (int i = 0; i < lines.size(); i++) {
            int start = wire.length();
            wire.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            if (!enhancedCode.isEmpty()) {
                wire.append(enhancedCode).append(' ');
            }
            wire.append(requireText(code, lines.get(i)));
            if (wire.length() - start > MAX_LINE) {
                throw new IllegalArgumentException(
                        "A reply line of " + (wire.length() - start) + " octets; at most " + MAX_LINE + " are allowed");
            }
            wire.append("\r\n");
        }
        return wire.toString();
    }

    /** textstring = 1*(%d09 / %d32-126), RFC 5321 section 4.2: so CR, LF and all that is not ASCII are refused. */
    private static String requireText(int code, String text) {
        // RFC 4954 section 8: a challenge may be empty, and has its space all the same.
        if (text.isEmpty() && code != 334) {
            throw new IllegalArgumentException("A reply line without text");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw new IllegalArgumentException(String.format(
                        "Character U+%04X at index %d is not allowed in the text of a reply", (int) c, i));
            }
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmtpReply that && wire.equals(that.wire);
    }

    @Override
    public int hashCode() {
        return wire.hashCode();
    }

    /**
     * The reply as it goes over the wire, each line ending with CRLF; ASCII only.
     *
     * @return not null
     */
    @Override
    public String toString() {
        return wire;
    }
}
