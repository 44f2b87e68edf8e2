package org.smtpconnector.adapter.config;

/**
 * Text of others for logs and messages: it cannot begin a line of its own, move a terminal's cursor, or change the direction of
 * what follows.
 */
public final class Printable {

    private static final int MAX = 200;

    private Printable() {}

    /**
     * Escapes what is not printable, and cuts what is long.
     *
     * @param text may be null
     * @return one line
     */
    public static String of(String text) {
        return of(text, MAX);
    }

    /**
     * As {@link #of(String)}.
     *
     * @param max how many characters of the text there are at most; at least 1
     */
    public static String of(String text, int max) {
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
