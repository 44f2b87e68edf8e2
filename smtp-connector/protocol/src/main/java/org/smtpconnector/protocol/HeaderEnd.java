package org.smtpconnector.protocol;

import java.nio.ByteBuffer;

/**
 * Finds the end of a message's header: the first empty line (RFC 5322 section 2.1). A LF ends a line here also without a CR:
 * where bodies with such lines are taken at all, Jakarta Mail reads them so.
 */
public final class HeaderEnd {

    /** Octets of the line at hand, with its LF only if it is the empty one; no more than 2 are counted. */
    private int line;

    /** Whether the last octet of the line at hand is CR. */
    private boolean cr;

    private boolean found;

    /**
     * Looks at the next octets, at most up to the end of the header.
     *
     * @param in not changed; not null
     * @param from the index of the first
     * @param to the index after the last
     * @return the index after the last octet that was looked at: {@code to}, or that after the empty line
     */
    public int find(ByteBuffer in, int from, int to) {
        int i = from;
        while (i < to && !found) {
            byte octet = in.get(i++);
            if (octet != '\n') {
                cr = octet == '\r';
                line = Math.min(line + 1, 2);
            } else if (mayBeEmptyLine()) {
                found = true;
                line++;
            } else {
                line = 0;
            }
        }
        return i;
    }

    /** Returns whether the empty line has been seen. */
    public boolean isFound() {
        return found;
    }

    /** Returns whether the line at hand is empty as far as it has come. */
    public boolean mayBeEmptyLine() {
        return line == 0 || (line == 1 && cr);
    }

    /** Returns the number of octets at the end of the input seen so far that are or may be the empty line: 0 to 2. */
    public int emptyLineOctets() {
        return found || mayBeEmptyLine() ? line : 0;
    }
}
