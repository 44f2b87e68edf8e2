package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.api.SmtpReply;

/** Tells a client that there is no room, in place of a greeting (RFC 5321 section 3.1 allows that reply there). */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
public final class RefusalHandler extends ChannelInboundHandlerAdapter {

    /** Null to close the connection without a word. */
    private final SmtpReply reply;

    private RefusalHandler(SmtpReply reply) {
        this.reply = reply;
    }

    /** Says which limit was reached; nothing where connections begin with TLS, as a client could not read it in clear. */
    public static RefusalHandler of(Limit limit, ListenerContext context) {
        boolean implicit = context.tls() != null && context.tls().isImplicit();
        return new RefusalHandler(implicit ? null : limit.reply());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            refuse(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        refuse(ctx);
    }

    private void refuse(ChannelHandlerContext ctx) {
        if (reply == null) {
            ctx.close();
            return;
        }
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), reply.toString()))
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
