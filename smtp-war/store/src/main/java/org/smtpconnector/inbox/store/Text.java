package org.smtpconnector.inbox.store;

/** Makes what a client sent fit for a column and for a line on a page. */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /**
     * Cuts a text to a length and replaces what a database may refuse (NUL in PostgreSQL, half of a surrogate pair) or
     * what would break a line.
     *
     * @param text may be null
     * @param maxLength in UTF-16 units: never fewer than the characters that a database counts
     * @return null for null
     */
    static String column(String text, int maxLength) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (clean.length() + Character.charCount(c) > maxLength) {
                break;
            }
            if (c == '\t') {
                clean.append(' ');
            } else if (Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                clean.append(REPLACEMENT);
            } else {
                clean.appendCodePoint(c);
                i += Character.charCount(c) - 1;
            }
        }
        return clean.toString();
    }
}
