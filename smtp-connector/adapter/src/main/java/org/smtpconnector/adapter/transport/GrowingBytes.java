package org.smtpconnector.adapter.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Octets that are collected; takes no memory while there are none. For use by one thread. */
final class GrowingBytes {

    private static final int FIRST_CAPACITY = 1024;
    private static final byte[] NONE = {};

    private byte[] octets = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Takes all that remains of it. */
    void append(ByteBuffer more) {
        int length = more.remaining();
        if (size + length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(size + length, Math.max(FIRST_CAPACITY, 2 * octets.length)));
        }
        more.get(octets, size, length);
        size += length;
    }

    /** A view, valid until the next {@link #append} or {@link #take}. */
    ByteBuffer view(int from, int to) {
        return ByteBuffer.wrap(octets, from, to - from);
    }

    /** All of it, the caller's to keep; nothing is left here. */
    byte[] take() {
        byte[] taken = size == octets.length ? octets : Arrays.copyOf(octets, size);
        octets = NONE;
        size = 0;
        return taken;
    }
}
