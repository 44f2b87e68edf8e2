package org.smtpconnector.inbox.search;

/** Texts as they are looked at: white space of any kind and length is one space. */
public final class IndexTexts {

    private IndexTexts() {}

    /** Makes one line of a text, up to a length: each run of white space is a space, and there is none at the ends. */
    public static String oneLine(String text, int maxLength) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxLength));
        boolean space = false;
        for (int i = 0; i < text.length() && line.length() < maxLength; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !line.isEmpty();
            } else {
                line.append(space ? " " : "").append(c);
                space = false;
            }
        }
        return line.length() <= maxLength ? line.toString() : line.substring(0, maxLength);
    }
}
