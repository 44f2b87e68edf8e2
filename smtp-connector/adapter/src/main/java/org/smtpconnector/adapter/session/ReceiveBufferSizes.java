package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.function.BooleanSupplier;

/**
 * The sizes of the buffers that a connection reads into: large ones for a body, since for large bodies reads of 64 KiB cost a
 * quarter to a third less CPU than those of 16 KiB; small ones for commands, since what is read of them may have to be kept
 * while a client does not read its replies.
 */
public final class ReceiveBufferSizes extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int READS = 4;

    private final BooleanSupplier readingBody;
    private final ReceiveBuffers buffers;

    /**
     * Makes the sizes of one connection.
     *
     * @param readingBody tells whether the next read is part of a body; not null
     * @param buffers those of the event loop of the connection; not null
     */
    public ReceiveBufferSizes(BooleanSupplier readingBody, ReceiveBuffers buffers) {
        super(READS);
        this.readingBody = readingBody;
        this.buffers = buffers;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other way to make a handle
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return readingBody.getAsBoolean() ? ReceiveBuffers.BODY : ReceiveBuffers.COMMANDS;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return buffers.take(readingBody.getAsBoolean(), allocator);
            }
        };
    }
}
