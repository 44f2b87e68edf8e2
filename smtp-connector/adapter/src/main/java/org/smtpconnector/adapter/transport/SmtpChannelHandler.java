package org.smtpconnector.adapter.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.smtpconnector.adapter.config.Printable;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpEngine;

/**
 * One connection: brings what is received to the engine, and the engine's replies to the socket. Everything runs on the
 * connection's event loop, except what is said to come from any thread.
 *
 * <p>What the engine leaves of its input, because it waits for a decision or the peer does not read its replies, is kept,
 * and no more is read until it is taken. But while a decision is open and nothing is left, the socket is still read from,
 * once: so a client that goes away is noticed, and the common case, a client that waits for its reply, costs no change of
 * the selector's interest.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // Netty's: a write or close that fails ends in exceptionCaught or a closed channel
final class SmtpChannelHandler extends ChannelInboundHandlerAdapter {

    /** How long a peer may take to read the last replies. */
    private static final Duration LAST_REPLIES = Duration.ofSeconds(10);

    /** Nanoseconds; who has sent anything within them may still be sending. */
    private static final long RECENTLY = 1_000_000_000;

    private static final Logger LOG = System.getLogger(SmtpChannelHandler.class.getName());

    private final SessionContext context;
    private final PeerTimer timer = new PeerTimer(this::expired);
    private ChannelHandlerContext ctx;
    private Channel channel;
    private ReplyQueue replies;

    /** Null until the channel is active. */
    private Client client;

    private InetSocketAddress localAddress;
    private InetSocketAddress remoteAddress;
    private Instant connectedAt;
    private ProxyHeader proxied = ProxyHeader.NONE;

    /** Null as long as the connection is in clear. */
    private ConnectionTls tls;

    /** STARTTLS has been accepted, and the handshake has not begun. */
    private boolean startingTls;

    /** Null, as the engine is, until the session begins. */
    private SessionHost host;

    private SmtpEngine engine;

    /** What the engine has left of its input; null if nothing. */
    private ByteBuf input;

    private boolean inputEnded;
    private boolean settling;

    /** The engine is not called any more; what is queued is the last that is sent. */
    private boolean over;

    /** The last has been written, if perhaps not sent. */
    private boolean closing;

    SmtpChannelHandler(SessionContext context) {
        this.context = context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        channel = added.channel();
        replies = new ReplyQueue(added.alloc());
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (!(channel.localAddress() instanceof InetSocketAddress local)
                || !(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            channel.close(); // the peer has gone already
            return;
        }
        client = context.clients().connected((proxied.remote() == null ? remote : proxied.remote()).getAddress());
        if (client == null) {
            // Not a session, and no longer one of the listener's connections.
            context.application().events().reached(Limit.CLIENT_CONNECTIONS);
            active.pipeline().replace(this, null, RefusalHandler.of(Limit.CLIENT_CONNECTIONS, context));
            return;
        }
        localAddress = local;
        remoteAddress = remote;
        connectedAt = Instant.now();
        timer.start(ctx.executor(), context.times().session(), context.times().shortest());
        if (context.tls() != null && context.tls().isImplicit()) {
            tls = context.tls().begin(channel);
        } else {
            beginSession(null);
        }
    }

    /** A trusted proxy has said whose connection it brings, before this one begins. */
    void proxied(ProxyHeader header) {
        proxied = header;
    }

    /**
     * @param secured the TLS that the connection began with; null if it is in clear
     */
    private void beginSession(SmtpTls secured) {
        host = new SessionHost(this, context, client, channel, replies, localAddress, remoteAddress, connectedAt);
        engine = host.engine();
        timer.expect(context.times().greeting());
        guarded(() -> {
            if (proxied.remote() != null) {
                engine.proxied(proxied.local(), proxied.remote());
            }
            if (secured != null) {
                host.secured(secured);
            }
            engine.connected();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (over || engine == null) {
            read.release();
            return;
        }
        timer.heard();
        input = input == null ? read : joined(input, read);
        consume();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        settle();
    }

    /**
     * Half-closed: the client has said all it wants to, or it has gone; TCP does not tell which. If it has sent more than
     * the message that is being delivered, it has closed its side on purpose and hears all replies. If not, it is taken for
     * gone: most likely it lost patience and is going to send the message again, so that a delivery would be a duplicate
     * (RFC 1047). A delivery that does end is answered all the same.
     */
    private void inputEnded() {
        if (inputEnded) {
            return; // close_notify, and then TCP's own
        }
        inputEnded = true;
        if (engine == null || isHandshaking()) {
            channel.close();
            return;
        }
        if (input == null) {
            host.questions().clientGone();
        }
        settle();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext triggered, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == SslCloseCompletionEvent.SUCCESS) {
            inputEnded();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                secured();
            } else {
                context.application().events().tlsHandshake(false);
                over = true;
                LOG.log(
                        Level.DEBUG,
                        "Listener {0}: TLS handshake with {1} failed: {2}",
                        context.engineSettings().listener(),
                        remoteAddress,
                        Printable.of(String.valueOf(handshake.cause())));
                channel.close();
            }
        }
    }

    private void secured() {
        SmtpTls session = tls.session();
        if (engine == null) {
            beginSession(session);
        } else {
            timer.expect(context.times().greeting()); // the client has to introduce itself again
            guarded(() -> host.secured(session));
        }
    }

    private boolean isHandshaking() {
        return tls != null && tls.isHandshaking();
    }

    /** STARTTLS has been accepted: when the reply is on its way, TLS begins. */
    void startTls() {
        startingTls = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (cause instanceof DecoderException && over) {
            channel.close(); // the handshake has failed, which has been told
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.log(Level.DEBUG, "Session {0}: connection lost: {1}", id(), Printable.of(String.valueOf(cause)));
            channel.close();
        } else {
            failed(cause);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        over = true;
        closing = true;
        timer.stop();
        dropInput();
        replies.release();
        if (host != null) {
            host.release();
        } else if (client != null) {
            client.disconnected();
        }
        context.released().accept(this);
    }

    /** Whether what is read next is part of a body. */
    boolean isReadingBody() {
        return engine != null && engine.isReadingBody();
    }

    /** Ends the session as soon as the protocol allows it. */
    void shutdown() {
        if (engine == null || isHandshaking()) {
            channel.close(); // nothing can be said
            return;
        }
        guarded(() -> engine.shutdown(Replies.SHUTTING_DOWN));
        if (host != null) {
            host.questions().hurry();
        }
    }

    /** Closes the connection now, and the content of the message that may still be in its delivery. */
    void abort() {
        if (host != null) {
            host.questions().closeContent();
            host.questions().clientGone();
        }
        if (!isHandshaking()) {
            guarded(() -> end(Replies.SHUTTING_DOWN));
        }
        closeNow();
    }

    /** Closes the connection whether its peer reads or not. */
    private void closeNow() {
        if (tls == null) {
            channel.close();
        } else {
            tls.closeNow();
        }
    }

    /** The decision that was waited for is there. */
    void decided(PendingDecision decision) {
        guarded(() -> {
            host.proceed(decision);
            expectNext(); // all the while it was not the client who was silent
        });
    }

    /** What the client is to do next begins now: all but its introduction, which has one time for all that it says. */
    private void expectNext() {
        if (engine.isReadingBody()) {
            timer.expect(context.times().data());
        } else if (engine.isGreeted()) {
            timer.expect(context.times().command());
        }
    }

    /** The engine says that the session is over. */
    void engineClosed() {
        over = true;
    }

    private void expired() {
        if (closing) {
            closeNow();
            return;
        }
        boolean ended = timer.takeEnd();
        if (engine == null || isHandshaking()) {
            if (ended) {
                context.application().events().reached(Limit.SESSION_TIME);
                closeNow();
            }
            return; // the handshake has a time of its own
        }
        Limit limit = ended ? Limit.SESSION_TIME : late();
        if (limit != Limit.SESSION_TIME && host.questions().isOpen()) {
            return; // it is not the client who is silent
        }
        if (host.isBacklogged()) {
            LOG.log(Level.DEBUG, "Session {0}: the client does not read its replies", id());
            context.application().events().reached(limit);
            closeNow();
        } else {
            guarded(() -> engine.shutdown(limit.reply()));
        }
    }

    private Limit late() {
        if (engine.isReadingBody()) {
            return Limit.DATA_TIME;
        }
        return engine.isGreeted() ? Limit.COMMAND_TIME : Limit.GREETING_TIME;
    }

    /** Does something with the engine, unless the session is over, and what follows from it. */
    private void guarded(Runnable step) {
        if (over || engine == null) {
            return;
        }
        try {
            step.run();
            settle();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        LOG.log(Level.ERROR, "Session " + id() + " failed", cause);
        if (over || engine == null) {
            channel.close();
        } else {
            end(Replies.INTERNAL_ERROR);
            settle();
        }
    }

    /** Ends the session with a reply of the transport's own. */
    private void end(SmtpReply reply) {
        host.reply(reply);
        over = true;
    }

    /**
     * Gives the engine its input.
     *
     * @return true if it took some
     */
    private boolean consume() {
        if (input == null || over) {
            return false;
        }
        int before = input.readableBytes();
        // Given also to an engine that waits: it is to know who talks before the greeting.
        if (!host.isHolding() && !host.isBacklogged()) {
            ByteBuffer in = input.internalNioBuffer(input.readerIndex(), before);
            boolean inBody = engine.isReadingBody();
            int steps = host.steps();
            engine.receive(in, Instant.now());
            input.skipBytes(before - in.remaining());
            if (steps != host.steps() || inBody != engine.isReadingBody()) {
                expectNext();
            } else if (inBody) {
                timer.part(context.times().enoughFor(before - in.remaining()));
            }
        }
        int left = input.readableBytes();
        if (left == 0) {
            dropInput();
        } else {
            channel.config().setAutoRead(false);
            if (left < input.capacity() / 2) {
                // It may be kept for long: a few octets must not hold the buffer of a whole read.
                input = joined(input, Unpooled.EMPTY_BUFFER);
            }
        }
        return left < before;
    }

    /** Releases both. The second is a read that had begun when reading was switched off. */
    private ByteBuf joined(ByteBuf first, ByteBuf second) {
        ByteBuf both = ctx.alloc().directBuffer(first.readableBytes() + second.readableBytes());
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    private void dropInput() {
        if (input != null) {
            input.release();
            input = null;
        }
    }

    /** Goes on with what the engine had left as far as possible, and sends what it says. */
    private void settle() {
        if (settling || closing || engine == null) {
            return; // sending can call back through channelWritabilityChanged
        }
        settling = true;
        try {
            boolean taken;
            boolean sent;
            do {
                taken = consume();
                sent = flush();
            } while (input != null && (taken || sent));
            if (startingTls && !over) {
                startingTls = false;
                tls = context.tls().begin(channel);
            }
            if (over || (inputEnded && input == null && !engine.isWaiting())) {
                close();
            } else {
                channel.config().setAutoRead(!inputEnded && input == null && !host.isBacklogged());
            }
        } finally {
            settling = false;
        }
    }

    /** Writes what is queued, in one piece; at the end of the session {@link #close} does. */
    private boolean flush() {
        if (over || replies.size() == 0) {
            return false;
        }
        ctx.writeAndFlush(replies.take(), ctx.voidPromise());
        return true;
    }

    private void close() {
        over = true;
        closing = true;
        boolean mayBeSending =
                !inputEnded && (input != null || (!host.saidGoodbye() && timer.hasHeardWithin(RECENTLY)));
        dropInput();
        timer.expectLast(LAST_REPLIES);
        ctx.writeAndFlush(replies.takeOrEmpty()).addListener(sent -> {
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

    private String id() {
        return host == null ? "-" : host.id();
    }
}
