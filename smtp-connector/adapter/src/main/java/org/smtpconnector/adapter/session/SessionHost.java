package org.smtpconnector.adapter.session;

import io.netty.channel.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.session.SmtpApplication.Conversation;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.SmtpObserver;
import org.smtpconnector.protocol.Verdict;

/** What the engine of one connection sees of the transport: a queue for replies, a spool, the application. On its loop. */
public final class SessionHost implements SmtpHost {

    /** Octets of replies that may wait for the peer to read them; the reply to the command at hand may come on top. */
    public static final int MAX_UNSENT = 64 * 1024;

    private static final Logger LOG = System.getLogger(SessionHost.class.getName());

    private final SessionFlow flow;
    private final SessionContext context;
    private final Questions questions;
    private final Channel channel;
    private final ReplyQueue replies;
    private final String id = SessionIds.next();
    private final SessionEvents events;
    private final SmtpEngine engine;
    private final Conversation conversation;
    private final ReceivedBody body;

    /** The engine's question that waits for the open one; null if none. */
    private HookCall postponed;

    /** Whose limits hold; null if the session is over because they were reached. */
    private ClientNetwork client;

    private int lastCode;
    private int steps;

    public SessionHost(
            SessionFlow flow,
            SessionContext context,
            ClientNetwork client,
            Channel channel,
            ReplyQueue replies,
            Peer peer) {
        this.flow = flow;
        this.context = context;
        this.client = client;
        this.channel = channel;
        this.replies = replies;
        this.conversation = context.application().begin();
        this.events = context.application().events().connected(id);
        this.questions = new Questions(flow, channel, events, id);
        this.engine =
                new SmtpEngine(context.engineSettings(), this, id, peer.local(), peer.remote(), peer.connectedAt());
        this.body = new ReceivedBody(engine, conversation, questions, events, context.spools(), channel.alloc());
    }

    public SmtpEngine engine() {
        return engine;
    }

    public String id() {
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
    public Verdict ask(HookCall question) {
        steps++;
        if (question instanceof HookCall.Message) {
            body.end();
        }
        if (questions.isOpen()) {
            postponed = question;
            return null;
        }
        HookResult immediate = put(question);
        return immediate == null ? null : Verdict.of(immediate);
    }

    /** How far the session has come: another number if a command has come to its end, or to the application. */
    public int steps() {
        return steps;
    }

    private HookResult put(HookCall question) {
        Limit limit = reached(question);
        if (limit != null) {
            return new HookResult.Answer(limit.reply());
        }
        if (question instanceof HookCall.Authenticate) {
            events.authenticating();
            return questions.ask(
                    null, later -> authenticate(question, later), decision -> engine.decided(Verdict.of(decision)));
        }
        if (!(question instanceof HookCall.Message)) {
            return questions.ask(
                    null,
                    later -> conversation.ask(question, null, later),
                    decision -> engine.decided(Verdict.of(decision)));
        }
        Spool content = body.take();
        if (content == null) {
            return new HookResult.Answer(body.takeRefusal());
        }
        events.delivering();
        return questions.ask(
                content,
                later -> conversation.ask(question, content, later),
                decision -> engine.decided(Verdict.of(decision)));
    }

    /** A limit that does not let the application be asked; null if none. */
    private Limit reached(HookCall question) {
        if (question instanceof HookCall.Connect connect
                && !isClient(connect.session().remoteAddress().getAddress())) {
            return Limit.CLIENT_CONNECTIONS;
        }
        if (question instanceof HookCall.MailFrom mail) {
            // RFC 1870 section 6.1: what the client says is looked at before it sends a message that cannot be kept.
            if (!context.spools().hasRoomFor(mail.transaction().declaredSize().orElse(0))) {
                return Limit.STORAGE;
            }
            return client.takeMessage() ? null : Limit.MESSAGE_RATE;
        }
        return null;
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
    private HookResult authenticate(HookCall question, Later later) {
        Later delaying = new AuthenticationLater(client, later);
        HookResult decision = conversation.ask(question, null, delaying);
        if (decision != null) {
            delaying.decided(decision);
        }
        return null;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        body.open();
    }

    @Override
    public void ownFields(ByteBuffer fields) {
        body.addedByServer(fields.remaining());
        body.receive(fields);
    }

    @Override
    public void body(ByteBuffer piece) {
        body.receive(piece);
    }

    @Override
    public void discardBody() {
        body.discard();
    }

    @Override
    public void startTls() {
        flow.startTls();
    }

    @Override
    public SmtpObserver observer() {
        return events;
    }

    @Override
    public void close() {
        flow.over();
    }

    /** The TLS handshake is over. */
    public void secured(SmtpTls tls) {
        engine.secured(tls, Instant.now());
        events.secured(tls);
    }

    /** What is open between this session and the application. */
    public Questions questions() {
        return questions;
    }

    /** Whether the engine is not to be given any input, though it would take it. */
    public boolean isHolding() {
        return questions.isOpen() && !engine.isWaiting();
    }

    /** Goes on with a decision that was waited for. */
    public void proceed(PendingDecision decision) {
        decision.apply();
        if (postponed != null && !questions.isOpen()) {
            HookCall question = postponed;
            postponed = null;
            HookResult immediate = put(question);
            if (immediate != null) {
                engine.decided(Verdict.of(immediate));
            }
        }
    }

    /** Whether the last reply was the one to QUIT (RFC 5321 section 4.1.1.10). */
    public boolean saidGoodbye() {
        return lastCode == 221;
    }

    /** The connection is closed. */
    public void release() {
        SessionSnapshot facts = engine.session();
        events.ended(facts);
        questions.release();
        body.discard();
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
