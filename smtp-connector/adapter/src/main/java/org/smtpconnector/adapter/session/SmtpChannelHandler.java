package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.api.SmtpTls;

/**
 * One connection, from its beginning to its end: who it is from, TLS, the times that its client has, and how it is closed. What
 * is said in between is its {@link SessionFlow}. Everything runs on the connection's event loop.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
public final class SmtpChannelHandler extends ChannelInboundHandlerAdapter {

    /** How long a peer may take to read the last replies. */
    private static final Duration LAST_REPLIES = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(SmtpChannelHandler.class.getName());

    private final SessionContext context;
    private final PeerTimer timer = new PeerTimer(this::expired);
    private ChannelHandlerContext ctx;
    private Channel channel;
    private ProxyHeader proxied = ProxyHeader.NONE;

    /** Null until the channel is active. */
    private Peer peer;

    private ClientNetwork client;

    /** Null as long as the connection is in clear. */
    private ConnectionTls tls;

    private boolean handshakeFailed;

    /** Null until the session begins. */
    private SessionFlow session;

    /** The last has been written, if perhaps not sent. */
    private boolean closing;

    public SmtpChannelHandler(SessionContext context) {
        this.context = context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        channel = added.channel();
    }

    /** A trusted proxy has said whose connection it brings, before this one begins. */
    public void proxied(ProxyHeader header) {
        proxied = header;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (!(channel.localAddress() instanceof InetSocketAddress local)
                || !(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            channel.close(); // the peer has gone already
            return;
        }
        peer = new Peer(local, remote, proxied, Instant.now());
        client = context.clients().connected(peer.client().getAddress());
        if (client == null) {
            // Not a session, and no longer one of the listener's connections.
            context.application().events().reached(Limit.CLIENT_CONNECTIONS);
            active.pipeline().replace(this, null, RefusalHandler.of(Limit.CLIENT_CONNECTIONS, context));
            return;
        }
        timer.start(ctx.executor(), context.times().session(), context.times().shortest());
        if (context.tls() != null && context.tls().isImplicit()) {
            startTls();
        } else {
            beginSession(null);
        }
    }

    /**
     * @param secured the TLS that the connection began with; null if it is in clear
     */
    private void beginSession(SmtpTls secured) {
        session = new SessionFlow(this, context, client, peer, ctx, timer);
        session.begin(secured);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (session == null) {
            read.release();
        } else {
            session.received(read);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        settle();
    }

    private void settle() {
        if (session != null) {
            session.settle();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            if (isSilent()) {
                channel.close();
            } else {
                session.inputEnded();
            }
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secured();
            } else {
                handshakeFailed(handshake.cause());
            }
        }
    }

    /** Begins TLS: with the connection, or after STARTTLS. */
    public void startTls() {
        tls = context.tls().begin(channel);
    }

    private void secured() {
        if (session == null) {
            beginSession(tls.session());
        } else {
            session.secured(tls.session());
        }
    }

    private void handshakeFailed(Throwable cause) {
        handshakeFailed = true;
        context.application().events().tlsHandshake(false);
        if (session != null) {
            session.over();
        }
        LOG.log(
                Level.DEBUG,
                "Listener {0}: TLS handshake with {1} failed: {2}",
                context.engineSettings().listener(),
                peer.remote(),
                LogSafe.escape(String.valueOf(cause)));
        channel.close();
    }

    /** Whether nothing can be said: there is no session yet, or its TLS handshake is not over. */
    private boolean isSilent() {
        return session == null || (tls != null && tls.isHandshaking());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (handshakeFailed) {
            channel.close(); // which has been told
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.log(Level.DEBUG, "Session {0}: connection lost: {1}", id(), LogSafe.escape(String.valueOf(cause)));
            channel.close();
        } else if (session == null) {
            LOG.log(Level.ERROR, "A connection failed before its session", cause);
            channel.close();
        } else {
            session.failed(cause);
        }
    }

    private String id() {
        return session == null ? "-" : session.id();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        closing = true;
        timer.stop();
        if (session != null) {
            session.release();
        } else if (client != null) {
            client.disconnected();
        }
        context.released().accept(this);
    }

    /** Whether what is read next is part of a body. */
    public boolean isReadingBody() {
        return session != null && session.isReadingBody();
    }

    /** Ends the session as soon as the protocol allows it. */
    public void shutdown() {
        if (isSilent()) {
            channel.close();
        } else {
            session.shutdown();
        }
    }

    /** Closes the connection now, and the content of the message that may still be in its delivery. */
    public void abort() {
        if (session != null) {
            session.abort(!isSilent());
        }
        closeNow();
    }

    private void expired() {
        if (closing) {
            closeNow();
            return;
        }
        boolean total = timer.takeEnd();
        if (!isSilent()) {
            session.expired(total);
        } else if (total) { // the handshake has a time of its own
            context.application().events().reached(Limit.SESSION_TIME);
            closeNow();
        }
    }

    /** Closes the connection whether its peer reads or not. */
    public void closeNow() {
        if (tls == null) {
            channel.close();
        } else {
            tls.closeNow();
        }
    }

    /**
     * Closes the connection when the last has been sent.
     *
     * @param last is released
     * @param mayBeSending whether the peer may not have stopped: to close at once would take from it what it has not read
     */
    public void close(ByteBuf last, boolean mayBeSending) {
        closing = true;
        timer.expectLast(LAST_REPLIES);
        ctx.writeAndFlush(last).addListener(sent -> {
            if (sent.isSuccess() && mayBeSending && channel instanceof SocketChannel socket) {
                linger(socket);
            } else {
                channel.close();
            }
        });
    }

    private void linger(SocketChannel socket) {
        if (tls == null) {
            LingerHandler.close(socket);
        } else {
            tls.closeOutbound(() -> LingerHandler.close(socket));
        }
    }
}
