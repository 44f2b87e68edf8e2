package org.smtpconnector.adapter.transport;

import io.netty.channel.Channel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.SmtpQuestion;

/** What the engine of one connection sees of the transport: a queue for replies, a spool, the application. On its loop. */
final class SessionHost implements SmtpHost {

    /** Octets of replies that may wait for the peer to read them; the reply to the command at hand may come on top. */
    static final int MAX_UNSENT = 64 * 1024;

    private static final Logger LOG = System.getLogger(SessionHost.class.getName());

    private static final SmtpReply NO_SPACE = SmtpReply.of(452, "4.3.1", "Insufficient system storage");
    private static final SmtpDecision NOT_KEPT = new SmtpDecision.Answer(NO_SPACE);
    private static final SmtpDecision UNDECIDED =
            new SmtpDecision.Answer(SmtpReply.of(451, "4.3.0", "Internal error, try again later"));

    private final SmtpChannelHandler handler;
    private final SessionContext context;
    private final Channel channel;
    private final ReplyQueue replies;
    private final String id = SessionIds.next();
    private final SmtpEngine engine;

    /** The body that is being received; null if none, or if it could not be kept. */
    private Spool receiving;

    /** The open question; null if none. */
    private PendingDecision pending;

    private int lastCode;

    SessionHost(
            SmtpChannelHandler handler,
            SessionContext context,
            Channel channel,
            ReplyQueue replies,
            InetSocketAddress local,
            InetSocketAddress remote) {
        this.handler = handler;
        this.context = context;
        this.channel = channel;
        this.replies = replies;
        this.engine = new SmtpEngine(context.engineSettings(), this, id, local, remote, Instant.now());
    }

    SmtpEngine engine() {
        return engine;
    }

    String id() {
        return id;
    }

    @Override
    public void reply(SmtpReply reply) {
        lastCode = reply.code();
        replies.add(reply);
    }

    @Override
    public boolean isBacklogged() {
        return replies.size() >= MAX_UNSENT || !channel.isWritable();
    }

    @Override
    public SmtpDecision ask(SmtpQuestion question) {
        if (question instanceof SmtpQuestion.RcptTo rcptTo) {
            return askRcptTo(rcptTo);
        }
        if (question instanceof SmtpQuestion.Message message) {
            return askMessage(message);
        }
        throw new IllegalStateException("Unknown question " + question.getClass());
    }

    private SmtpDecision askRcptTo(SmtpQuestion.RcptTo question) {
        PendingDecision later = new PendingDecision(handler, null);
        SmtpDecision decision;
        try {
            decision = context.application().rcptTo(question, later);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Session " + id + ": a recipient could not be asked for", e);
            return UNDECIDED;
        }
        if (decision == null) {
            pending = later;
        }
        return decision;
    }

    private SmtpDecision askMessage(SmtpQuestion.Message question) {
        Spool content = receiving;
        receiving = null;
        try {
            content.complete();
        } catch (IOException e) {
            notKept(content, e);
            return NOT_KEPT;
        }
        PendingDecision later = new PendingDecision(handler, content);
        try {
            context.application().message(question, content, later);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Session " + id + ": a message could not be handed over", e);
            content.close();
            return UNDECIDED;
        }
        pending = later;
        return null;
    }

    @Override
    public void openBody() {
        receiving = context.spools().open(channel.alloc());
    }

    @Override
    public void body(ByteBuffer piece) {
        if (receiving == null) {
            return; // it could not be kept
        }
        try {
            receiving.write(piece);
        } catch (IOException e) {
            Spool lost = receiving;
            receiving = null;
            notKept(lost, e);
            engine.rejectBody(NO_SPACE);
        }
    }

    private void notKept(Spool content, IOException cause) {
        content.close();
        LOG.log(Level.WARNING, "Session " + id + ": a message could not be spooled and is refused with 452", cause);
    }

    @Override
    public void discardBody() {
        if (receiving != null) {
            receiving.close();
            receiving = null;
        }
    }

    @Override
    public void close() {
        handler.engineClosed();
    }

    /** Takes the open question back if it is this one. */
    boolean settle(PendingDecision decision) {
        if (pending != decision) {
            return false;
        }
        pending = null;
        return true;
    }

    /** Tells the application that the client has gone, or seems to have. */
    void clientGone() {
        if (pending != null) {
            pending.unwanted();
        }
    }

    /** Takes the content of the open question from whoever may still read it. */
    void closeContent() {
        if (pending != null) {
            pending.closeContent();
        }
    }

    /** Whether the last reply was the one to QUIT (RFC 5321 section 4.1.1.10). */
    boolean saidGoodbye() {
        return lastCode == 221;
    }

    /** The connection is closed. The content of an open question is closed when its decision comes. */
    void release() {
        clientGone();
        pending = null;
        discardBody();
    }
}
