package org.smtpconnector.adapter.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects octets in an array that grows. An empty one takes no memory. For use by one thread. */
public final class ByteAccumulator {

    private static final int FIRST_CAPACITY = 1024;
    private static final byte[] NONE = {};

    private byte[] octets = NONE;
    private int size;

    /** Returns the number of octets that have been collected and not taken. */
    public int size() {
        return size;
    }

    /** Returns the octets of memory that are taken now. */
    public int capacity() {
        return octets.length;
    }

    /** Appends all remaining octets of a buffer; the position of the buffer advances to its limit. */
    public void append(ByteBuffer more) {
        int length = more.remaining();
        if (size + length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(size + length, Math.max(FIRST_CAPACITY, 2 * octets.length)));
        }
        more.get(octets, size, length);
        size += length;
    }

    /**
     * Returns a view of some octets. The view is valid until the next {@link #append} or {@code take}.
     *
     * @param from 0 or more
     * @param to exclusive, at most {@link #size}
     */
    public ByteBuffer view(int from, int to) {
        return ByteBuffer.wrap(octets, from, to - from);
    }

    /** Returns all octets in an array that belongs to the caller, and keeps none. */
    public byte[] take() {
        byte[] taken = size == octets.length ? octets : Arrays.copyOf(octets, size);
        octets = NONE;
        size = 0;
        return taken;
    }

    /**
     * Returns the first octets in an array that belongs to the caller, and keeps the others.
     *
     * @param most maximum number of octets to return, 0 or more
     */
    public byte[] take(int most) {
        if (size <= most) {
            return take();
        }
        byte[] taken = Arrays.copyOf(octets, most);
        size -= most;
        System.arraycopy(octets, most, octets, 0, size);
        return taken;
    }
}
