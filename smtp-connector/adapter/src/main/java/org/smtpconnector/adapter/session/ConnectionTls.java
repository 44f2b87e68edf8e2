package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import org.smtpconnector.adapter.tls.ServerTls;
import org.smtpconnector.api.SmtpTls;

/** The TLS of one connection: a handler of Netty's, and bounds that it does not have. On the connection's event loop. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class ConnectionTls {

    /** Octets that a client may send before its handshake is over; a chain of certificates has some thousands. */
    static final int MAX_HANDSHAKE = 256 * 1024;

    /** The time that a client may take to read the {@code close_notify}. */
    private static final Duration CLOSE_NOTIFY = Duration.ofSeconds(2);

    private final Channel channel;
    private final Executor tasks;
    private final SslHandler handler;
    private final Guard guard = new Guard();

    ConnectionTls(Channel channel, SSLEngine engine, Duration timeout, Executor tasks) {
        this.channel = channel;
        this.tasks = tasks;
        this.handler = new SslHandler(engine, false, this::execute);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY.toMillis());
        channel.pipeline().addFirst(handler).addFirst(guard);
    }

    boolean isHandshaking() {
        return !handler.handshakeFuture().isDone();
    }

    /** Returns the negotiated session; to be called once the handshake is over. */
    SmtpTls session() {
        return ServerTls.session(handler.engine());
    }

    /** After the handshake there is nothing to compute, unless a client begins another one (RFC 5246 section 7.4.1.1). */
    private void execute(Runnable task) {
        if (!isHandshaking()) {
            throw new RejectedExecutionException("the client wants to renegotiate");
        }
        tasks.execute(() -> {
            try {
                task.run();
            } finally {
                FastThreadLocal.removeAll(); // a thread of the container's, which would keep our class loader
            }
        });
    }

    /**
     * Sends {@code close_notify}: the server says no more (RFC 8446 section 6.1).
     *
     * @param then what to do when that has been sent
     */
    void closeOutbound(Runnable then) {
        handler.closeOutbound().addListener(sent -> then.run());
    }

    /** Closes the connection without another word, for one whose peer does not read. */
    void closeNow() {
        guard.context.close();
    }

    /**
     * While a task of the handshake waits for a thread, what is read is kept, and reading cannot be stopped: the handler
     * reads on until the handshake is over. So who sends more than a handshake has is disconnected.
     */
    private final class Guard extends ChannelInboundHandlerAdapter {

        private ChannelHandlerContext context;
        private int octets;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (isHandshaking()) {
                octets += ((ByteBuf) message).readableBytes();
                if (octets > MAX_HANDSHAKE) {
                    ReferenceCountUtil.release(message);
                    channel.close();
                    return;
                }
            }
            ctx.fireChannelRead(message);
        }
    }
}
