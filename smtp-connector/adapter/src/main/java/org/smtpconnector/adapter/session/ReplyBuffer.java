package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.smtpconnector.api.SmtpReply;

/**
 * The replies that go out together, in one buffer: as RFC 2920 section 3.2 wants it, the replies to a group of commands
 * are sent at once.
 */
public final class ReplyBuffer {

    /** Octets of replies that may wait for the client to read them; the reply to the command at hand may come on top. */
    public static final int MAX_UNSENT = 64 * 1024;

    private final ByteBufAllocator allocator;
    private ByteBuf buffer;

    public ReplyBuffer(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    public void add(SmtpReply reply) {
        if (buffer == null) {
            buffer = allocator.directBuffer(512);
        }
        ByteBufUtil.writeAscii(buffer, reply.toString());
    }

    /** Octets that wait. */
    public int size() {
        return buffer == null ? 0 : buffer.readableBytes();
    }

    /** All that waits, to be released by the caller; null if nothing does. */
    public ByteBuf take() {
        ByteBuf taken = buffer;
        buffer = null;
        return taken;
    }

    /** Takes all replies like {@link #take}; returns an empty buffer if there is none. */
    public ByteBuf takeOrEmpty() {
        return buffer == null ? Unpooled.EMPTY_BUFFER : take();
    }

    public void release() {
        if (buffer != null) {
            take().release();
        }
    }
}
