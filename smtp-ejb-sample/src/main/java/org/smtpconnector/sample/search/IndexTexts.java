package org.smtpconnector.sample.search;

/** The lengths to which the texts of an {@link IndexEntry} are cut. */
public final class IndexTexts {

    public static final int MAX_SENDERS = 500;
    public static final int MAX_RECIPIENTS = 2000;
    public static final int MAX_SUBJECT = 500;
    public static final int MAX_TEXT = 500;

    private IndexTexts() {}

    /**
     * Makes one line in lower case out of what is not null, up to a length.
     *
     * @return not null
     */
    public static String of(int maxLength, Iterable<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            if (text != null && all.length() < maxLength) {
                all.append(all.isEmpty() ? "" : "\n").append(oneLine(text, maxLength - all.length()));
            }
        }
        String lower = MessageSearch.lower(all.toString());
        return cut(lower, maxLength);
    }

    /** Makes one line of a text: each run of white space is a space. */
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
        return cut(line.toString(), maxLength);
    }

    private static String cut(String text, int maxLength) {
        return text.length() <= maxLength ? text : text.substring(0, maxLength);
    }
}
