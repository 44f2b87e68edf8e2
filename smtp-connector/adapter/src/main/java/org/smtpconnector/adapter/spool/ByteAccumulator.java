package org.smtpconnector.adapter.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Octets that are collected; takes no memory while there are none. For use by one thread. */
public final class ByteAccumulator {

    private static final int FIRST_CAPACITY = 1024;
    private static final byte[] NONE = {};

    private byte[] octets = NONE;
    private int size;

    public int size() {
        return size;
    }

    /** Takes all that remains of it. */
    public void append(ByteBuffer more) {
        int length = more.remaining();
        if (size + length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(size + length, Math.max(FIRST_CAPACITY, 2 * octets.length)));
        }
        more.get(octets, size, length);
        size += length;
    }

    /** A view, valid until the next {@link #append} or {@link #take}. */
    public ByteBuffer view(int from, int to) {
        return ByteBuffer.wrap(octets, from, to - from);
    }

    /** All of it, the caller's to keep; nothing is left here. */
    public byte[] take() {
        byte[] taken = size == octets.length ? octets : Arrays.copyOf(octets, size);
        octets = NONE;
        size = 0;
        return taken;
    }

    /** The first octets, so many at most, the caller's to keep; the others are left. */
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
