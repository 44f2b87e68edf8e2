package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * The buffers that the connections of one listener and event loop read into, in turn: nearly always a session has taken all that was read before the
 * next read. So a read makes nothing, and its memory is still in the processor's cache. A buffer that a session keeps is left to that
 * session, and reads go to buffers of the allocator until the session has released it.
 */
public final class ReceiveBuffers {

    /** Octets of a read while a body is received. */
    static final int BODY = 64 * 1024;

    static final int COMMANDS = 4 * 1024;

    /** Null until the first read of that kind. The garbage collector frees both, as the loop has no end that could. */
    private ByteBuf body;

    private ByteBuf commands;

    /**
     * Returns an empty buffer, to be released by the caller.
     *
     * @param inBody whether a body is received
     */
    ByteBuf take(boolean inBody, ByteBufAllocator allocator) {
        ByteBuf shared = inBody ? body() : commands();
        return shared.refCnt() == 1 ? shared.clear().retain() : allocator.directBuffer(shared.capacity());
    }

    private ByteBuf body() {
        if (body == null) {
            body = allocated(BODY);
        }
        return body;
    }

    private ByteBuf commands() {
        if (commands == null) {
            commands = allocated(COMMANDS);
        }
        return commands;
    }

    private static ByteBuf allocated(int octets) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(octets));
    }
}
