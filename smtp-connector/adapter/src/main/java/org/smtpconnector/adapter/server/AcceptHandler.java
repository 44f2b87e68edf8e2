package org.smtpconnector.adapter.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Hands each connection that a server socket accepts to its listener. */
public final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(AcceptHandler.class.getName());

    private final SmtpServer listener;

    public AcceptHandler(SmtpServer listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        listener.accepted((Channel) message);
    }

    /** Most likely the process has no file descriptor left: trying again at once would only keep the loop busy. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.WARNING, "Listener " + listener.name() + " could not accept a connection; trying again", cause);
        ctx.channel().config().setAutoRead(false);
        var unused = ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
    }
}
