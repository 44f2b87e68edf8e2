package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** The octets that a session has received and its engine has not taken: hardly ever more than one read. For use on one event loop. */
final class InputBuffer {

    private final ByteBufAllocator allocator;

    /** Null if there is nothing. */
    private ByteBuf octets;

    InputBuffer(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    boolean isEmpty() {
        return octets == null;
    }

    int size() {
        return octets == null ? 0 : octets.readableBytes();
    }

    /** Takes what was read; it is released here. */
    void add(ByteBuf read) {
        octets = octets == null ? read : joined(octets, read);
    }

    /** Returns all octets, to be taken from their beginning; valid until another method is called. */
    ByteBuffer peek() {
        return octets.internalNioBuffer(octets.readerIndex(), octets.readableBytes());
    }

    /** So many octets have been taken. */
    void skip(int count) {
        octets.skipBytes(count);
        if (!octets.isReadable()) {
            release();
        }
    }

    /** Prepares for the octets to be kept for long: a few octets must not hold the buffer of a whole read. */
    void keep() {
        if (octets.readableBytes() < octets.capacity() / 2) {
            octets = joined(octets, Unpooled.EMPTY_BUFFER);
        }
    }

    /** Releases both. The second is a read that had begun when reading was switched off. */
    private ByteBuf joined(ByteBuf first, ByteBuf second) {
        ByteBuf both = allocator.directBuffer(first.readableBytes() + second.readableBytes());
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    void release() {
        if (octets != null) {
            octets.release();
            octets = null;
        }
    }
}
