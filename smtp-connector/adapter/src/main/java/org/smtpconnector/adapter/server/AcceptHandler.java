package org.smtpconnector.adapter.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.smtpconnector.adapter.events.ListenerEvents;

/**
 * Takes the connections that a server socket accepts. A connection that cannot be set up is closed, and accepting goes on at
 * once. Only if accepting itself fails, no connection is accepted for a second.
 */
final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(AcceptHandler.class.getName());
    private static final int PAUSE_SECONDS = 1;

    private final String listener;
    private final ListenerEvents events;
    private final Consumer<Channel> setup;

    /**
     * Creates the handler of one server socket.
     *
     * @param listener its name, for the log
     * @param events of the listener
     * @param setup gives an accepted channel to an event loop, or throws
     */
    AcceptHandler(String listener, ListenerEvents events, Consumer<Channel> setup) {
        this.listener = listener;
        this.events = events;
        this.setup = setup;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel accepted = (Channel) message;
        try {
            setup.accept(accepted);
        } catch (RuntimeException | Error e) {
            accepted.unsafe().closeForcibly();
            events.warned(LOG, "Listener " + listener + " closes a connection that could not be set up: " + e);
        }
    }

    /**
     * Called if accepting fails. Most likely the process has no file descriptor left: to try again at once would only keep
     * the event loop busy.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        events.warned(LOG, "Listener " + listener + " could not accept a connection; trying again: " + cause);
        ctx.channel().config().setAutoRead(false);
        var unused = ctx.executor()
                .schedule(() -> ctx.channel().config().setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
}
