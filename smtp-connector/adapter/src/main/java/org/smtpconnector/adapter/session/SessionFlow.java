package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpEngine;

/**
 * What one session receives and says: brings what is read to the engine, and the engine's replies to the socket. Everything
 * runs on the connection's event loop.
 *
 * <p>What the engine leaves of its input, because it waits for a decision or the peer does not read its replies, is kept,
 * and no more is read until it is taken. But while a decision is open and nothing is left, the socket is still read from,
 * once: so a client that goes away is noticed, and the common case, a client that waits for its reply, costs no change of
 * the selector's interest.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's: a write that fails ends in a closed channel
public final class SessionFlow {

    /** Nanoseconds; who has sent anything within them may still be sending. */
    private static final long RECENTLY = 1_000_000_000;

    private static final Logger LOG = System.getLogger(SessionFlow.class.getName());

    private final SmtpChannelHandler connection;
    private final SessionContext context;
    private final Peer peer;
    private final ChannelHandlerContext ctx;
    private final Channel channel;
    private final PeerTimer timer;
    private final ReplyQueue replies;
    private final SessionHost host;
    private final SmtpEngine engine;
    private final SessionInput input;
    private final Patience patience;

    private boolean inputEnded;
    private boolean settling;

    /** STARTTLS has been accepted, and the handshake has not begun. */
    private boolean startingTls;

    /** The engine is not called any more; what is queued is the last that is sent. */
    private boolean over;

    /** The last has been given to the connection. */
    private boolean finished;

    /**
     * @param client whose connection it is
     * @param ctx of the connection's handler
     */
    public SessionFlow(
            SmtpChannelHandler connection,
            SessionContext context,
            ClientNetwork client,
            Peer peer,
            ChannelHandlerContext ctx,
            PeerTimer timer) {
        this.connection = connection;
        this.context = context;
        this.peer = peer;
        this.ctx = ctx;
        this.channel = ctx.channel();
        this.timer = timer;
        this.replies = new ReplyQueue(ctx.alloc());
        this.host = new SessionHost(this, context, client, channel, replies, peer);
        this.engine = host.engine();
        this.input = new SessionInput(ctx.alloc());
        this.patience = new Patience(timer, context.times(), engine);
    }

    /**
     * Greets the client.
     *
     * @param secured the TLS that the connection began with; null if it is in clear
     */
    public void begin(SmtpTls secured) {
        patience.expectIntroduction();
        guarded(() -> {
            ProxyHeader proxied = peer.proxied();
            if (proxied.remote() != null) {
                engine.proxied(proxied.local(), proxied.remote());
            }
            if (secured != null) {
                host.secured(secured);
            }
            engine.connected();
        });
    }

    public String id() {
        return host.id();
    }

    /** Takes what was read; it is released here. */
    public void received(ByteBuf read) {
        if (over) {
            read.release();
            return;
        }
        timer.heard();
        input.add(read);
        consume();
    }

    /**
     * Half-closed: the client has said all it wants to, or it has gone; TCP does not tell which. If it has sent more than
     * the message that is being delivered, it has closed its side on purpose and hears all replies. If not, it is taken for
     * gone: most likely it lost patience and is going to send the message again, so that a delivery would be a duplicate
     * (RFC 1047). A delivery that does end is answered all the same.
     */
    public void inputEnded() {
        if (inputEnded) {
            return; // close_notify, and then TCP's own
        }
        inputEnded = true;
        if (input.isEmpty()) {
            host.questions().clientGone();
        }
        settle();
    }

    /** Whether what is read next is part of a body. */
    public boolean isReadingBody() {
        return engine.isReadingBody();
    }

    /** The engine has accepted STARTTLS: when the reply is on its way, TLS begins. */
    public void startTls() {
        startingTls = true;
    }

    /** TLS has begun in this session. */
    public void secured(SmtpTls tls) {
        patience.expectIntroduction(); // once more (RFC 3207 section 4.2)
        guarded(() -> host.secured(tls));
    }

    /** The decision that was waited for is there. */
    public void decided(PendingDecision decision) {
        guarded(() -> {
            host.proceed(decision);
            patience.expectNext(); // all the while it was not the client who was silent
        });
    }

    /**
     * The client's time is over.
     *
     * @param total that of the whole session, not only of what was expected
     */
    public void expired(boolean total) {
        Limit limit = total ? Limit.SESSION_TIME : patience.late();
        if (!total && host.questions().isOpen()) {
            return; // it is not the client who is silent
        }
        if (host.isBacklogged()) {
            LOG.log(Level.DEBUG, "Session {0}: the client does not read its replies", id());
            context.application().events().reached(limit);
            connection.closeNow();
        } else {
            guarded(() -> engine.shutdown(limit.reply()));
        }
    }

    /** Ends the session as soon as the protocol allows it. */
    public void shutdown() {
        guarded(() -> engine.shutdown(Replies.SHUTTING_DOWN));
        host.questions().hurry();
    }

    /**
     * Ends the session now, and takes the content from the delivery that may still go on.
     *
     * @param saying whether the client can be told
     */
    public void abort(boolean saying) {
        host.questions().closeContent();
        host.questions().clientGone();
        if (saying) {
            guarded(() -> end(Replies.SHUTTING_DOWN));
        }
    }

    /** The session has failed for a reason that is not the client's. */
    public void failed(Throwable cause) {
        LOG.log(Level.ERROR, "Session " + id() + " failed", cause);
        if (over) {
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

    /** The session is over: the engine says so, or nothing can be received or said any more. */
    public void over() {
        over = true;
    }

    /** The connection is closed. */
    public void release() {
        over = true;
        finished = true;
        input.release();
        replies.release();
        host.release();
    }

    /** Does something with the engine, unless the session is over, and what follows from it. */
    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
            settle();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /**
     * Gives the engine its input.
     *
     * @return true if it took some
     */
    private boolean consume() {
        if (input.isEmpty() || over) {
            return false;
        }
        int before = input.size();
        // Given also to an engine that waits: it is to know who talks before the greeting.
        if (!host.isHolding() && !host.isBacklogged()) {
            ByteBuffer octets = input.peek();
            boolean inBody = engine.isReadingBody();
            int steps = host.steps();
            engine.receive(octets, Instant.now());
            int taken = before - octets.remaining();
            input.skip(taken);
            if (steps != host.steps() || inBody != engine.isReadingBody()) {
                patience.expectNext();
            } else if (inBody) {
                patience.part(taken);
            }
        }
        if (!input.isEmpty()) {
            channel.config().setAutoRead(false);
            input.keep();
        }
        return input.size() < before;
    }

    /** Goes on with what the engine had left as far as possible, and sends what it says. */
    public void settle() {
        if (settling || finished) {
            return; // sending can call back through channelWritabilityChanged
        }
        settling = true;
        try {
            boolean taken;
            boolean sent;
            do {
                taken = consume();
                sent = flush();
            } while (!input.isEmpty() && (taken || sent));
            if (startingTls && !over) {
                startingTls = false;
                connection.startTls();
            }
            if (over || (inputEnded && input.isEmpty() && !engine.isWaiting())) {
                finish();
            } else {
                channel.config().setAutoRead(!inputEnded && input.isEmpty() && !host.isBacklogged());
            }
        } finally {
            settling = false;
        }
    }

    /** Writes what is queued, in one piece; at the end of the session {@link #finish} does. */
    private boolean flush() {
        if (over || replies.size() == 0) {
            return false;
        }
        ctx.writeAndFlush(replies.take(), ctx.voidPromise());
        return true;
    }

    private void finish() {
        over = true;
        finished = true;
        boolean mayBeSending =
                !inputEnded && (!input.isEmpty() || (!host.saidGoodbye() && timer.hasHeardWithin(RECENTLY)));
        input.release();
        connection.close(replies.takeOrEmpty(), mayBeSending);
    }
}
