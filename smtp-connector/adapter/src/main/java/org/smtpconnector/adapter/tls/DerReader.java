package org.smtpconnector.adapter.tls;

import java.util.Arrays;

/** Reads the elements of a DER encoding, as far as the headers of a key need it. */
final class DerReader {

    private final byte[] octets;
    private int position;
    private final int end;

    DerReader(byte[] octets) {
        this(octets, 0, octets.length);
    }

    private DerReader(byte[] octets, int position, int end) {
        this.octets = octets;
        this.position = position;
        this.end = end;
    }

    boolean hasMore() {
        return position < end;
    }

    /** Returns the tag of the next element; -1 if there is none. */
    int tag() {
        return hasMore() ? octets[position] & 0xFF : -1;
    }

    /**
     * Returns the content of the next element, and moves behind it.
     *
     * @throws IllegalArgumentException if the next element has another tag, or is longer than its parent
     */
    DerReader enter(int tag) {
        if (tag() != tag) {
            throw new IllegalArgumentException("tag " + tag() + " in place of " + tag);
        }
        int at = position + 1;
        int length = at < end ? octets[at++] & 0xFF : -1;
        if (length > 0x80) {
            int count = length & 0x7F;
            length = 0;
            for (; count > 0 && at < end && length < 1 << 20; count--) {
                length = (length << 8) | (octets[at++] & 0xFF);
            }
        }
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("an element of " + length + " octets where " + (end - at) + " are left");
        }
        position = at + length;
        return new DerReader(octets, at, position);
    }

    void skip() {
        var unused = enter(tag());
    }

    /** Returns the octets that are left. */
    byte[] rest() {
        return Arrays.copyOfRange(octets, position, end);
    }
}
