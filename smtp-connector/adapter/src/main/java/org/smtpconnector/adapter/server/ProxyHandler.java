package org.smtpconnector.adapter.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.session.ProxyHeader;

/**
 * Takes the header of the PROXY protocol from the beginning of a trusted proxy's connection. For the handlers behind, the
 * connection begins after the header.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class ProxyHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(ProxyHandler.class.getName());

    private final Duration timeout;
    private final Consumer<ProxyHeader> onHeader;
    private final Runnable onFailure;
    private final ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();

    /** The octets that may become a header; null before the first one. */
    private ByteBuf input;

    private Future<?> timer;
    private boolean failed;

    /**
     * Creates the handler of one connection.
     *
     * @param timeout for the whole header
     * @param onHeader takes the header, before the connection begins
     * @param onFailure runs if there is no header; the connection is closed. A connection that the proxy closes without an
     *     octet is no failure: it is a health check.
     */
    ProxyHandler(Duration timeout, Consumer<ProxyHeader> onHeader, Runnable onFailure) {
        this.timeout = timeout;
        this.onHeader = onHeader;
        this.onFailure = onFailure;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        timer = ctx.executor()
                .schedule(() -> fail(ctx, "none within " + timeout), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (failed) {
            read.release();
            return;
        }
        if (input == null) {
            input = read;
        } else {
            ByteBuf both = ctx.alloc().buffer(input.readableBytes() + read.readableBytes());
            both.writeBytes(input).writeBytes(read);
            input.release();
            read.release();
            input = both;
        }
        ProxyHeader header;
        try {
            header = decoder.read(ctx, input);
        } catch (HAProxyProtocolException e) {
            fail(ctx, String.valueOf(e.getMessage()));
            return;
        }
        if (header != null) {
            done(ctx, header);
        }
    }

    private void done(ChannelHandlerContext ctx, ProxyHeader header) {
        ByteBuf rest = input;
        input = null;
        onHeader.accept(header);
        ctx.fireChannelActive();
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        if (rest.isReadable()) {
            // From the beginning: the connection may have begun with TLS, whose handlers are the first.
            pipeline.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    private void fail(ChannelHandlerContext ctx, String why) {
        LOG.log(Level.DEBUG, "No PROXY header from {0}: {1}", ctx.channel().remoteAddress(), LogSafe.escape(why));
        failed = true;
        onFailure.run();
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            ctx.fireUserEventTriggered(event);
        } else if (input == null) {
            failed = true;
            ctx.close();
        } else if (!failed) {
            fail(ctx, "the connection has ended");
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        if (input != null) {
            input.release();
            input = null;
        }
    }
}
