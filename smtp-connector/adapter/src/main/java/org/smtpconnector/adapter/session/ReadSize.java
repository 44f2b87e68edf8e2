package org.smtpconnector.adapter.session;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * How much is read at a time: of a body much, since for large ones reads of 64 KiB cost a quarter to a third less CPU than
 * those of 16 KiB; of commands little, since what is read of them may have to be kept while a peer does not read its replies.
 */
public final class ReadSize extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int COMMANDS = 4 * 1024;
    private static final int BODY = 64 * 1024;
    private static final int READS = 4;

    private final SmtpChannelHandler handler;

    public ReadSize(SmtpChannelHandler handler) {
        super(READS);
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other way to make a handle
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return handler.isReadingBody() ? BODY : COMMANDS;
            }
        };
    }
}
