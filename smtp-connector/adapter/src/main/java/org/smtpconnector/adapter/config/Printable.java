package org.smtpconnector.adapter.config;

/** Text for logs and messages: control characters cannot begin a line of their own or move the cursor. */
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
        if (text == null) {
            return "null";
        }
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX) + 8);
        for (int i = 0; i < text.length() && i < MAX; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                printable.append(String.format("\\u%04x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return text.length() > MAX ? printable.append("...").toString() : printable.toString();
    }
}
