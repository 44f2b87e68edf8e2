package org.smtpconnector.adapter.config;

/**
 * Makes text of clients and administrators safe for logs and messages: the result cannot begin a line of its own, move the
 * cursor of a terminal, or change the direction of the text that follows.
 */
public final class LogSafe {

    private static final int MAX = 200;

    private LogSafe() {}

    /**
     * Escapes the characters that are not printable, and cuts a text that is too long.
     *
     * @param text may be null
     * @return one line
     */
    public static String escape(String text) {
        return escape(text, MAX);
    }

    /**
     * Does the same as {@link #escape(String)} with another limit.
     *
     * @param max maximum number of characters of the text; at least 1
     */
    public static String escape(String text, int max) {
        if (text == null) {
            return "null";
        }
        if (text.length() <= max && text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text; // the usual case costs nothing
        }
        StringBuilder printable = new StringBuilder(Math.min(text.length(), max) + 8);
        int i = 0;
        while (i < text.length() && i < max) {
            int c = text.codePointAt(i);
            if (isPrintable(c)) {
                printable.appendCodePoint(c);
            } else {
                printable.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\u{%x}", c));
            }
            i += Character.charCount(c);
        }
        return i < text.length() ? printable.append("...").toString() : printable.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
