package org.smtpconnector.adapter.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.smtpconnector.api.SmtpReply;

/** Tells a client that there is no room, in place of a greeting (RFC 5321 section 3.1 allows that reply there). */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class RefusalHandler extends ChannelInboundHandlerAdapter {

    private static final SmtpReply FULL =
            SmtpReply.of(421, "4.3.2", "Too many connections, closing transmission channel");

    private final boolean saying;

    /**
     * @param saying false to close the connection without a word
     */
    RefusalHandler(boolean saying) {
        this.saying = saying;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!saying) {
            ctx.close();
            return;
        }
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), FULL.toString()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
