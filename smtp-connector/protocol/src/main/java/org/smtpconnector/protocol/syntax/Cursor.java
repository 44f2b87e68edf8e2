package org.smtpconnector.protocol.syntax;

/** A position in a command line, for the parsers. */
final class Cursor {

    private final String text;
    private int position;

    Cursor(String text, int position) {
        this.text = text;
        this.position = position;
    }

    boolean atEnd() {
        return position == text.length();
    }

    /** Returns the next character, or NUL at the end; a line has no NUL. */
    char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    int position() {
        return position;
    }

    /** Returns the text that was read since that position. */
    String since(int start) {
        return text.substring(start, position);
    }

    void advance() {
        position++;
    }

    /** Goes back to a position that {@link #position} gave. */
    void reset(int to) {
        position = to;
    }

    /** Reads that character, if it is the next one. */
    boolean take(char expected) {
        if (peek() != expected || atEnd()) {
            return false;
        }
        position++;
        return true;
    }

    /** Reads that keyword, if it comes next, in whatever case. */
    boolean takeIgnoringCase(String expected) {
        if (!text.regionMatches(true, position, expected, 0, expected.length())) {
            return false;
        }
        position += expected.length();
        return true;
    }

    /** Reads up to that character, or to the end. */
    String takeUntil(char end) {
        int start = position;
        int index = text.indexOf(end, start);
        position = index < 0 ? text.length() : index;
        return since(start);
    }

    /** Reads all that is left. */
    String rest() {
        int start = position;
        position = text.length();
        return since(start);
    }
}
