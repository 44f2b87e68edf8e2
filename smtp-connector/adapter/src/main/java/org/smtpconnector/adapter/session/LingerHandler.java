package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose peer may still be sending. To close it at once would make TCP reset it, and the reset would
 * take the last reply from the peer before it could read it (RFC 9293 section 3.6.1). So the output ends first, and what
 * still comes is dropped until the peer has closed its side: for a short time, and not more than a peer can have sent before it heard.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class LingerHandler extends ChannelInboundHandlerAdapter {

    private static final int SECONDS = 2;

    /** Octets; more than the buffers of both systems hold. */
    static final int MAX_DROPPED = 32 << 20;

    private int dropped;

    /** On the event loop, after the last write. */
    static void close(SocketChannel channel) {
        if (!channel.isActive()) {
            return;
        }
        channel.pipeline().addFirst(new LingerHandler());
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
        var deadline = channel.eventLoop().schedule(() -> channel.close(), SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> deadline.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        dropped += ((ByteBuf) message).readableBytes();
        ReferenceCountUtil.release(message);
        if (dropped > MAX_DROPPED) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }
}
