package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.session.SmtpApplication.ApplicationSession;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.SmtpObserver;
import org.smtpconnector.protocol.Verdict;

/**
 * One SMTP session, the host of its engine: gives the engine its input, sends its replies, and asks the application its questions, one
 * at a time. All methods run on the connection's event loop.
 *
 * <p>Input that the engine leaves, because it waits for a verdict or the client does not read its replies, is kept, and the socket
 * is not read from until the engine takes it. But while a verdict is awaited and no input is left, the socket is still read from,
 * once: so a client that goes away is noticed, and the common case, a client that waits for its reply, costs no change of the
 * selector's interest.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's: a write that fails ends in a closed channel
final class Session implements SmtpHost, IncomingContent.Owner, QuestionSlot.Owner {

    /** Nanoseconds; a client that has sent anything within them may still be sending. */
    private static final long RECENTLY = 1_000_000_000;

    private static final Logger LOG = System.getLogger(Session.class.getName());

    private final String id = SessionIds.next();
    private final Wire wire;
    private final ChannelHandlerContext ctx;
    private final Channel channel;
    private final ListenerContext context;
    private final ConnectionEndpoints endpoints;
    private final ConnectionWatchdog watchdog;
    private final ApplicationSession application;
    private final SessionEvents events;
    private final SmtpEngine engine;
    private final IncomingContent content;
    private final InputBuffer input;
    private final ReplyBuffer replies;
    private final QuestionSlot question;

    private boolean inputEnded;
    private boolean settling;

    /** A number that grows when a command has come to its end, or to the application. */
    private int steps;

    Session(
            Wire wire,
            ChannelHandlerContext ctx,
            ListenerContext context,
            ConnectionEndpoints endpoints,
            ClientNetwork client,
            ConnectionWatchdog watchdog) {
        this.wire = wire;
        this.ctx = ctx;
        this.channel = ctx.channel();
        this.context = context;
        this.endpoints = endpoints;
        this.watchdog = watchdog;
        this.application = context.application().begin();
        this.events = new SessionEvents(context.application().events(), id);
        this.engine = new SmtpEngine(
                context.engineSettings(), this, id, endpoints.local(), endpoints.remote(), endpoints.connectedAt());
        this.content = new IncomingContent(this, application, context.spools(), ctx.alloc());
        this.input = new InputBuffer(ctx.alloc());
        this.replies = new ReplyBuffer(ctx.alloc());
        this.question = new QuestionSlot(this, context, application, events, client, ctx.executor());
    }

    String id() {
        return id;
    }

    // ---- What the connection tells

    /**
     * Greets the client.
     *
     * @param secured the TLS that the connection began with; null if it is in clear
     */
    void begin(SmtpTls secured) {
        watchdog.expect(context.timeouts().greeting());
        guarded(() -> {
            ProxyHeader proxied = endpoints.proxied();
            if (proxied.remote() != null) {
                engine.proxied(proxied.local(), proxied.remote());
            }
            if (secured != null) {
                securedBy(secured);
            }
            engine.connected();
        });
    }

    /** TLS has begun within the session. */
    void secured(SmtpTls tls) {
        watchdog.expect(context.timeouts().greeting()); // the client introduces itself once more (RFC 3207 section 4.2)
        guarded(() -> securedBy(tls));
    }

    private void securedBy(SmtpTls tls) {
        engine.secured(tls, Instant.now());
        events.secured(tls);
    }

    /** Takes octets that were read, and releases them. */
    void received(ByteBuf read) {
        watchdog.heard();
        input.add(read);
        consume();
    }

    /**
     * The client has ended its output. A client that has sent more than the message that is with the beans, QUIT for example, has
     * ended it on purpose and hears all replies. Otherwise it is taken for gone: most likely it lost patience and is going to send
     * the message again, so that a delivery would be a duplicate (RFC 1047).
     */
    void inputEnded() {
        inputEnded = true; // twice with TLS: close_notify, and then TCP's own
        settle();
    }

    boolean isReadingBody() {
        return engine.isReadingBody();
    }

    /**
     * The client's time is over.
     *
     * @param total whether that is the time of the whole session, not only of the next step
     */
    void expired(boolean total) {
        Limit limit = total ? Limit.SESSION_TIME : lateLimit();
        if (!total && question.isOpen()) {
            return; // the client is not the one who is silent
        }
        if (isBacklogged()) {
            LOG.log(Level.DEBUG, "Session {0}: the client does not read its replies", id);
            context.application().events().reached(limit);
            wire.closeNow();
        } else {
            guarded(() -> engine.shutdown(limit.reply()));
        }
    }

    /** The limit that a client has reached who is late with what it is to do next. */
    private Limit lateLimit() {
        if (engine.isReadingBody()) {
            return Limit.DATA_TIME;
        }
        return engine.isGreeted() ? Limit.COMMAND_TIME : Limit.GREETING_TIME;
    }

    /** The client's next step begins now; its introduction has one time for all that it says until then. */
    private void expectNext() {
        if (engine.isReadingBody()) {
            watchdog.expect(context.timeouts().data());
        } else if (engine.isGreeted()) {
            watchdog.expect(context.timeouts().command());
        }
    }

    /** Ends the session as soon as the protocol allows it. */
    void shutdown() {
        guarded(() -> engine.shutdown(Replies.SHUTTING_DOWN));
        question.hurry();
    }

    /** Ends the session now, and takes the content from a delivery that still goes on. */
    void abort() {
        question.unwanted();
        question.closeContent();
        if (!wire.state().isSilent()) {
            guarded(() -> end(Replies.SHUTTING_DOWN));
        }
    }

    /** The session has failed for a reason that is not the client's. */
    void failed(Throwable cause) {
        context.application().events().failed(LOG, "Session " + id + " failed", cause);
        if (isOver() || wire.state().isSilent()) {
            wire.closeNow();
        } else {
            end(Replies.INTERNAL_ERROR);
            settle();
        }
    }

    /**
     * Ends the session with a reply that is not the engine's. The client is told nothing if its message is with the beans: what becomes of
     * the message is not known.
     */
    private void end(SmtpReply reply) {
        if (!question.isAboutMessage()) {
            reply(reply);
        }
        wire.enter(ConnectionState.OVER);
    }

    /**
     * The connection is closed.
     *
     * @param told run once, on any thread, when the beans have been told
     */
    void release(Runnable told) {
        SessionSnapshot snapshot = engine.session();
        SmtpTransaction unfinished = engine.transaction();
        if (unfinished != null) {
            events.cutOff(unfinished.receivedOctets());
        }
        events.ended(snapshot);
        question.release();
        input.release();
        replies.release();
        content.discard();
        try {
            application.ended(snapshot, told);
        } catch (RuntimeException e) {
            context.application().events().failed(LOG, "Session " + id + ": the beans were not told of its end", e);
            told.run();
        }
    }

    // ---- Input and replies

    /** Does something with the engine, unless the session is over, and settles what follows from it. */
    private void guarded(Runnable step) {
        if (isOver()) {
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
     * @return true if the engine took some
     */
    private boolean consume() {
        if (input.isEmpty() || isOver()) {
            return false;
        }
        int before = input.size();
        // An engine that waits is given input, too: it has to know who talks before the greeting.
        if (!isHolding() && !isBacklogged()) {
            ByteBuffer octets = input.peek();
            boolean inBody = engine.isReadingBody();
            int stepsBefore = steps;
            engine.receive(octets, Instant.now());
            int taken = before - octets.remaining();
            input.skip(taken);
            if (stepsBefore != steps || inBody != engine.isReadingBody()) {
                expectNext();
            } else if (inBody) {
                watchdog.part(context.timeouts().enoughFor(taken));
            }
        }
        if (!input.isEmpty()) {
            channel.config().setAutoRead(false);
            input.keep();
        }
        return input.size() < before;
    }

    /** Tells whether the engine must not be given input although it would take it: a question about the content is open. */
    private boolean isHolding() {
        return question.isOpen() && !engine.isWaiting();
    }

    /** Goes on with the input that the engine has left as far as possible, and sends the replies. */
    void settle() {
        if (settling || wire.state().isClosing()) {
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
            if (question.isAboutMessage() && isClientGone()) {
                question.unwanted(); // here, since the end of the output may be known before the last input is taken
            }
            if (wire.state() == ConnectionState.STARTING_TLS) {
                wire.startTls();
            }
            if (isOver() || (isClientGone() && !engine.isWaiting())) {
                finish();
            } else {
                channel.config().setAutoRead(!inputEnded && input.isEmpty() && !isBacklogged());
            }
        } finally {
            settling = false;
        }
    }

    /** Writes the replies that are queued, in one piece; those at the end of the session are written by {@link #finish}. */
    private boolean flush() {
        if (isOver() || replies.size() == 0) {
            return false;
        }
        ctx.writeAndFlush(replies.take(), ctx.voidPromise());
        return true;
    }

    private void finish() {
        boolean mayBeSending =
                !inputEnded && (!input.isEmpty() || (!events.hasSaidGoodbye() && watchdog.hasHeardWithin(RECENTLY)));
        input.release();
        wire.close(replies.takeOrEmpty(), mayBeSending);
    }

    // ---- The engine's host

    @Override
    public void reply(SmtpReply reply) {
        steps++;
        events.reply(reply);
        replies.add(reply);
    }

    @Override
    public boolean isBacklogged() {
        return replies.size() >= ReplyBuffer.MAX_UNSENT || !channel.isWritable();
    }

    @Override
    public Verdict ask(HookCall call) {
        steps++;
        if (call instanceof HookCall.Message) {
            content.end();
        }
        return question.ask(call);
    }

    @Override
    public void proceed(Runnable step) {
        guarded(() -> {
            step.run();
            expectNext(); // meanwhile the client was not the one who was silent
        });
    }

    @Override
    public void decided(Verdict verdict) {
        engine.decided(verdict);
    }

    @Override
    public void drop() {
        wire.closeNow();
    }

    @Override
    public boolean isOver() {
        return wire.state().isOver();
    }

    @Override
    public boolean isClientGone() {
        return inputEnded && input.isEmpty();
    }

    @Override
    public Spool takeContent() {
        return content.take();
    }

    @Override
    public Verdict takeRefusal() {
        return content.takeRefusal();
    }

    @Override
    public Verdict ask(Function<VerdictCallback, Verdict> asking, Consumer<Verdict> then) {
        return question.askAboutContent(asking, then);
    }

    @Override
    public void unwanted() {
        question.unwanted();
    }

    @Override
    public SessionSnapshot snapshot() {
        return engine.session();
    }

    @Override
    public SmtpTransaction transaction() {
        return engine.transaction();
    }

    @Override
    public boolean rejectContent(Verdict refusal) {
        if (engine.isReceivingBody()) {
            engine.rejectBody(refusal);
            return true;
        }
        return false;
    }

    @Override
    public void contentLost(String what, Throwable cause) {
        context.application().events().failed(LOG, "Session " + id + ": " + what, cause);
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        content.open();
    }

    @Override
    public void prependFields(ByteBuffer fields) {
        content.addedByServer(fields.remaining());
        content.receive(fields);
    }

    @Override
    public void body(ByteBuffer piece) {
        content.receive(piece);
    }

    @Override
    public void discardBody() {
        content.discard();
    }

    @Override
    public void startTls() {
        wire.enter(ConnectionState.STARTING_TLS);
    }

    @Override
    public SmtpObserver observer() {
        return events;
    }

    @Override
    public void close() {
        wire.enter(ConnectionState.OVER);
    }
}
