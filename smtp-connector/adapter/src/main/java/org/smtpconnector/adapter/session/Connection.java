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
import java.util.function.Consumer;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.config.LogSafe;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.api.SmtpTls;

/**
 * One connection, as Netty sees it: its addresses, its TLS, its state, half-close and close. Its {@link Session} is what client and
 * server say in between. All methods run on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in exceptionCaught or a closed channel
public final class Connection extends ChannelInboundHandlerAdapter implements Wire {

    /** The time that a client may take to read the last replies. */
    private static final Duration LAST_REPLIES = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private final ListenerContext context;
    private final Consumer<Connection> onReleased;
    private final ConnectionWatchdog watchdog = new ConnectionWatchdog(this::expired);
    private ChannelHandlerContext ctx;
    private Channel channel;
    private ProxyHeader proxied = ProxyHeader.NONE;
    private ConnectionState state = ConnectionState.NEW;

    /** Null until the channel is active. */
    private ConnectionEndpoints endpoints;

    /** The client network whose connection this is; null before it is known, and once the session has it. */
    private ClientNetwork client;

    /** Null as long as the connection is in clear. */
    private ConnectionTls tls;

    /** Null until the session begins. */
    private Session session;

    /**
     * Makes the connection of a channel that is not active yet.
     *
     * @param context what it shares with others; not null
     * @param onReleased told once, on any thread, when the connection is closed or refused and the beans have been told; not null
     */
    public Connection(ListenerContext context, Consumer<Connection> onReleased) {
        this.context = context;
        this.onReleased = onReleased;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        channel = added.channel();
    }

    /**
     * Takes the addresses that a trusted proxy brings; to be called before the channel is active.
     *
     * @param header not null
     */
    public void proxied(ProxyHeader header) {
        proxied = header;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (!(channel.localAddress() instanceof InetSocketAddress local)
                || !(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            channel.close(); // the client has gone already
            return;
        }
        endpoints = new ConnectionEndpoints(local, remote, proxied, Instant.now());
        client = context.clients().connected(endpoints.client().getAddress());
        if (client == null) {
            // There is no session, and the connection does not count as one of the listener's any more.
            context.application().events().reached(Limit.CLIENT_CONNECTIONS);
            active.pipeline().replace(this, null, RefusalHandler.of(Limit.CLIENT_CONNECTIONS, context));
            return;
        }
        watchdog.start(
                ctx.executor(), context.timeouts().session(), context.timeouts().shortest());
        if (context.tls() != null && context.tls().isImplicit()) {
            enter(ConnectionState.HANDSHAKING);
            tls = context.tls().begin(channel);
        } else {
            beginSession(null);
        }
    }

    /**
     * Begins the session.
     *
     * @param secured the TLS that the connection began with; null if it is in clear
     */
    private void beginSession(SmtpTls secured) {
        session = new Session(this, ctx, context, endpoints, client, watchdog);
        client = null; // the session has it
        enter(ConnectionState.OPEN);
        session.begin(secured);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (session == null || state.isOver()) {
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
            if (state.isSilent()) {
                channel.close();
            } else {
                session.inputEnded();
            }
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                handshakeFailed(handshake.cause());
            } else if (session == null) {
                beginSession(tls.session());
            } else {
                enter(ConnectionState.OPEN);
                session.secured(tls.session());
            }
        }
    }

    private void handshakeFailed(Throwable cause) {
        context.application().events().tlsHandshake(false);
        LOG.log(
                Level.DEBUG,
                "Listener {0}: TLS handshake with {1} failed: {2}",
                context.engineSettings().listener(),
                endpoints.remote(),
                LogSafe.escape(String.valueOf(cause)));
        if (!state.isClosing()) {
            enter(ConnectionState.CLOSING);
        }
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (state.isClosing()) {
            channel.close(); // the reason is known
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.log(
                    Level.DEBUG,
                    "Session {0}: connection lost: {1}",
                    session == null ? "-" : session.id(),
                    LogSafe.escape(String.valueOf(cause)));
            channel.close();
        } else if (session == null) {
            context.application().events().failed(LOG, "A connection failed before its session", cause);
            channel.close();
        } else {
            session.failed(cause);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        enter(ConnectionState.CLOSED);
        watchdog.stop();
        if (session != null) {
            session.release(() -> onReleased.accept(this));
            return;
        }
        if (client != null) {
            client.disconnected();
        }
        onReleased.accept(this);
    }

    /** Tells whether the next read is part of a body. */
    public boolean isReadingBody() {
        return session != null && session.isReadingBody();
    }

    /** Ends the session as soon as the protocol allows it. */
    public void shutdown() {
        if (state.isSilent()) {
            channel.close();
        } else {
            session.shutdown();
        }
    }

    /** Closes the connection now, and takes the content from a delivery that still goes on. */
    public void abort() {
        if (session != null) {
            session.abort();
        }
        closeNow();
    }

    /** The client has taken too long. */
    private void expired() {
        if (state.isClosing()) {
            closeNow();
            return;
        }
        boolean total = watchdog.takeEnd();
        if (!state.isSilent()) {
            session.expired(total);
        } else if (total) { // the handshake has a time of its own
            context.application().events().reached(Limit.SESSION_TIME);
            closeNow();
        }
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public void enter(ConnectionState next) {
        state = state.to(next);
    }

    @Override
    public void startTls() {
        enter(ConnectionState.SECURING);
        tls = context.tls().begin(channel);
    }

    @Override
    public void closeNow() {
        if (tls == null) {
            channel.close();
        } else {
            tls.closeNow();
        }
    }

    @Override
    public void close(ByteBuf last, boolean mayBeSending) {
        enter(ConnectionState.CLOSING);
        watchdog.expectLast(LAST_REPLIES);
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
