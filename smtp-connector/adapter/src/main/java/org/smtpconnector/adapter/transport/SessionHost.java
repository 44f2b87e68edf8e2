package org.smtpconnector.adapter.transport;

import io.netty.channel.Channel;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.transport.SmtpApplication.Conversation;
import org.smtpconnector.adapter.transport.SmtpApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionFacts;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.SmtpObserver;
import org.smtpconnector.protocol.SmtpQuestion;

/** What the engine of one connection sees of the transport: a queue for replies, a spool, the application. On its loop. */
final class SessionHost implements SmtpHost {

    /** Octets of replies that may wait for the peer to read them; the reply to the command at hand may come on top. */
    static final int MAX_UNSENT = 64 * 1024;

    private static final Logger LOG = System.getLogger(SessionHost.class.getName());

    private final SmtpChannelHandler handler;
    private final SessionContext context;
    private final Questions questions;
    private final Channel channel;
    private final ReplyQueue replies;
    private final String id = SessionIds.next();
    private final SessionEvents events;
    private final SmtpEngine engine;
    private final Conversation conversation;

    /** The body that is being received; null if none, or if it was refused. */
    private Spool receiving;

    /** What shows that body to the application; null if it does not want to see it. */
    private BodyHooks hooks;

    /** Why a body is refused whose end has come; null if it is not. */
    private SmtpReply bodyRefusal;

    /** The engine's question that waits for the open one; null if none. */
    private SmtpQuestion postponed;

    /** Whose limits hold; null if the session is over because they were reached. */
    private Client client;

    private int lastCode;
    private int steps;

    SessionHost(
            SmtpChannelHandler handler,
            SessionContext context,
            Client client,
            Channel channel,
            ReplyQueue replies,
            InetSocketAddress local,
            InetSocketAddress remote,
            Instant connectedAt) {
        this.handler = handler;
        this.context = context;
        this.client = client;
        this.channel = channel;
        this.replies = replies;
        this.conversation = context.application().begin();
        this.events = context.application().events().connected(id);
        this.questions = new Questions(handler, channel, events, id);
        this.engine = new SmtpEngine(context.engineSettings(), this, id, local, remote, connectedAt);
    }

    SmtpEngine engine() {
        return engine;
    }

    String id() {
        return id;
    }

    @Override
    public void reply(SmtpReply reply) {
        steps++;
        lastCode = reply.code();
        events.reply(reply);
        replies.add(reply);
    }

    @Override
    public boolean isBacklogged() {
        return replies.size() >= MAX_UNSENT || !channel.isWritable();
    }

    /** A question of the engine's has to wait while one about a body is open: the application is asked one at a time. */
    @Override
    public SmtpDecision ask(SmtpQuestion question) {
        steps++;
        if (question instanceof SmtpQuestion.Message && hooks != null) {
            hooks.end();
        }
        if (questions.isOpen()) {
            postponed = question;
            return null;
        }
        return put(question);
    }

    /** How far the session has come: another number if a command has come to its end, or to the application. */
    int steps() {
        return steps;
    }

    private SmtpDecision put(SmtpQuestion question) {
        Limit limit = reached(question);
        if (limit != null) {
            return new SmtpDecision.Answer(limit.reply());
        }
        if (question instanceof SmtpQuestion.Authenticate) {
            events.authenticating();
            return questions.ask(null, later -> authenticate(question, later), engine::decided);
        }
        if (!(question instanceof SmtpQuestion.Message)) {
            return questions.ask(null, later -> conversation.ask(question, null, later), engine::decided);
        }
        if (completeBody()) {
            Spool content = receiving;
            receiving = null;
            hooks = null;
            events.delivering();
            return questions.ask(content, later -> conversation.ask(question, content, later), engine::decided);
        }
        SmtpDecision refused = new SmtpDecision.Answer(bodyRefusal);
        bodyRefusal = null;
        return refused;
    }

    /** A limit of the client's that does not let the application be asked; null if none. */
    private Limit reached(SmtpQuestion question) {
        if (question instanceof SmtpQuestion.Connect connect
                && !isClient(connect.session().remoteAddress().getAddress())) {
            return Limit.CLIENT_CONNECTIONS;
        }
        return question instanceof SmtpQuestion.MailFrom && !client.takeMessage() ? Limit.MESSAGE_RATE : null;
    }

    /** A trusted proxy may speak for another client than before: the connection is that one's from now on. */
    private boolean isClient(InetAddress address) {
        if (!client.has(address)) {
            client.disconnected();
            client = context.clients().connected(address);
        }
        return client != null;
    }

    /** Null: whatever the application says, it goes to the client by way of the delay. */
    private SmtpDecision authenticate(SmtpQuestion question, Later later) {
        Later delaying = new AuthenticationLater(client, later);
        SmtpDecision decision = conversation.ask(question, null, delaying);
        if (decision != null) {
            delaying.decided(decision);
        }
        return null;
    }

    /** Asks about the body that is being received; to be called only while no question is open. */
    SmtpDecision askAboutBody(Function<Later, SmtpDecision> question, Consumer<SmtpDecision> then) {
        return questions.ask(null, question, then);
    }

    @Override
    public void openBody(SessionFacts session, SmtpTransaction transaction) {
        receiving = context.spools().open(channel.alloc());
        hooks = BodyHooks.of(this, conversation);
    }

    @Override
    public void ownFields(ByteBuffer fields) {
        own(fields.remaining());
        body(fields);
    }

    /** The next octets of the body to be spooled are not the client's. */
    void own(int octets) {
        if (receiving != null) {
            receiving.own(octets);
        }
    }

    @Override
    public void body(ByteBuffer piece) {
        if (hooks != null) {
            hooks.body(piece);
        } else {
            spool(piece);
        }
    }

    /** Keeps a piece of the body, unless the body has been refused. */
    void spool(ByteBuffer piece) {
        if (receiving != null) {
            try {
                receiving.write(piece);
            } catch (IOException e) {
                notKept(e);
            }
        }
    }

    /** False if the body has been refused. */
    private boolean completeBody() {
        if (receiving != null) {
            try {
                receiving.complete();
            } catch (IOException e) {
                notKept(e);
            }
        }
        return receiving != null;
    }

    private void notKept(IOException cause) {
        LOG.log(Level.WARNING, "Session " + id + ": a message could not be spooled and is refused with 452", cause);
        refuseBody(Replies.STORAGE_FULL);
    }

    /** The body is not wanted, or cannot be kept. If all of it has come, this answers the question for the message. */
    void refuseBody(SmtpReply reply) {
        events.bodyRefused();
        discardBody();
        if (engine.isReceivingBody()) {
            engine.rejectBody(reply);
        } else {
            bodyRefusal = reply;
        }
    }

    /** An open question can only be one about this body, or about one before. */
    @Override
    public void discardBody() {
        questions.unwanted();
        if (hooks != null) {
            hooks.drop();
            hooks = null;
        }
        if (receiving != null) {
            receiving.close();
            receiving = null;
        }
    }

    @Override
    public void startTls() {
        handler.startTls();
    }

    @Override
    public SmtpObserver observer() {
        return events;
    }

    @Override
    public void close() {
        handler.engineClosed();
    }

    /** The TLS handshake is over. */
    void secured(SmtpTls tls) {
        engine.secured(tls, Instant.now());
        events.secured(tls);
    }

    /** What is open between this session and the application. */
    Questions questions() {
        return questions;
    }

    /** Whether the engine is not to be given any input, though it would take it. */
    boolean isHolding() {
        return questions.isOpen() && !engine.isWaiting();
    }

    /** Goes on with a decision that was waited for. */
    void proceed(PendingDecision decision) {
        decision.apply();
        if (postponed != null && !questions.isOpen()) {
            SmtpQuestion question = postponed;
            postponed = null;
            SmtpDecision immediate = put(question);
            if (immediate != null) {
                engine.decided(immediate);
            }
        }
    }

    /** Whether the last reply was the one to QUIT (RFC 5321 section 4.1.1.10). */
    boolean saidGoodbye() {
        return lastCode == 221;
    }

    /** The connection is closed. */
    void release() {
        SessionFacts facts = engine.session();
        events.ended(facts);
        questions.release();
        discardBody();
        if (client != null) {
            client.disconnected();
        }
        try {
            conversation.ended(facts);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Session " + id + ": the application could not be told of its end", e);
        }
    }
}
