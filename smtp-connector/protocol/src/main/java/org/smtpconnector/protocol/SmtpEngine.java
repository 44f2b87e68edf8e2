package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpReply;

/**
 * One SMTP session, as a machine that bytes and decisions go into and that replies and questions come out of. It does no
 * I/O, has no threads and knows no clock; it is not safe for use by several threads.
 *
 * <p>The way of a command: {@link LineDecoder}, {@link CommandParser}, {@link Legality}, {@link CommandHandler}. The way of a
 * body: {@link DotDecoder}, {@link BodyReceiver}, the host.
 */
public final class SmtpEngine {

    private final EngineSettings settings;
    private final SmtpHost host;
    private final Session session;
    private final LineDecoder lines = new LineDecoder();
    private final BodyReceiver body;
    private final DotDecoder dots;
    private final CommandHandler handler;

    private Instant now;
    private Consumer<SmtpDecision> pending;
    private SmtpReply farewell;
    private boolean closed;

    /**
     * A session that has not begun.
     *
     * @param settings those of the listener; not null
     * @param host where replies, questions and bodies go; not null
     * @param sessionId see {@link org.smtpconnector.api.SmtpSession#id()}
     * @param local the listener's end, resolved; not null
     * @param remote the client's end, resolved; not null
     * @param connectedAt when the connection was accepted; not null
     */
    public SmtpEngine(
            EngineSettings settings,
            SmtpHost host,
            String sessionId,
            InetSocketAddress local,
            InetSocketAddress remote,
            Instant connectedAt) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.host = Objects.requireNonNull(host, "host");
        this.session = new Session(
                settings,
                Objects.requireNonNull(sessionId, "sessionId"),
                Objects.requireNonNull(local, "local"),
                Objects.requireNonNull(remote, "remote"),
                Objects.requireNonNull(connectedAt, "connectedAt"));
        this.now = connectedAt;
        this.body = new BodyReceiver(host, settings.maxMessageSize());
        this.dots = new DotDecoder(body);
        this.handler = new CommandHandler(this, session);
    }

    /** Begins the session with the greeting (RFC 5321 section 3.1). */
    public void connected() {
        reply(Replies.greeting(settings.hostname()));
    }

    /**
     * Takes input. Returns with the buffer empty, or with the rest in it if the engine waits for a decision, if the host
     * is backlogged, or if the session is over; the rest, with what came since, is to be given again when that has changed.
     *
     * @param in what the peer sent, any split; its contents are not changed, its position is
     * @param time the time
     */
    public void receive(ByteBuffer in, Instant time) {
        now = time;
        while (in.hasRemaining() && mayRead()) {
            if (body.isOpen()) {
                readBody(in);
            } else {
                readCommand(in);
            }
        }
    }

    private boolean mayRead() {
        return !closed && pending == null && (body.isOpen() || !host.isBacklogged());
    }

    private void readCommand(ByteBuffer in) {
        switch (lines.decode(in, settings.maxCommandLine())) {
            case LINE -> execute(CommandParser.parse(lines.line(), session.offered()));
            case TOO_LONG -> reply(Replies.LINE_TOO_LONG);
            case ILL_FORMED -> reply(Replies.ILL_FORMED_LINE);
            case MORE -> {}
        }
    }

    private void execute(Command command) {
        SmtpReply refusal = Legality.refusal(command.verb(), session.phase());
        if (refusal == null) {
            command.handBy(handler);
        } else {
            reply(refusal);
        }
    }

    /** DATA was accepted: what comes next is a body. */
    void receiveData() {
        body.open(
                settings.receivedHeader()
                        ? ReceivedHeader.of(
                                session.snapshot(), session.transaction().snapshot(), settings.hostname(), now)
                        : ByteBuffer.allocate(0));
    }

    private void readBody(ByteBuffer in) {
        if (!dots.decode(in)) {
            return;
        }
        SmtpReply refusal = body.close();
        Transaction transaction = session.transaction();
        if (refusal != null) {
            session.endTransaction();
            reply(refusal);
            return;
        }
        ask(new SmtpQuestion.Message(session.snapshot(), transaction.snapshot()), decision -> {
            // RFC 5321 section 4.1.1.4: whether it succeeded or not, the buffers are cleared.
            session.endTransaction();
            reply(decision instanceof SmtpDecision.Answer answer ? answer.reply() : Replies.queued(transaction.id()));
        });
    }

    /** Asks the host; input is taken again after the decision. */
    void ask(SmtpQuestion question, Consumer<SmtpDecision> then) {
        pending = then;
        SmtpDecision decision = host.ask(question);
        if (decision != null) {
            decided(decision);
        }
    }

    /**
     * Takes the decision that {@link SmtpHost#ask} left open.
     *
     * @param decision not null
     * @throws IllegalStateException if none is open
     */
    public void decided(SmtpDecision decision) {
        Objects.requireNonNull(decision, "decision");
        if (pending == null) {
            throw new IllegalStateException("No decision is open");
        }
        Consumer<SmtpDecision> then = pending;
        pending = null;
        then.accept(decision);
        if (farewell != null) {
            reply(farewell);
        }
    }

    /**
     * The body that is being received cannot be kept. The rest of it is read to its true end and dropped; then the peer
     * hears the reply, and the session goes on. The first refusal wins. May be called from within {@link SmtpHost#body}.
     *
     * @param reply a 4xx or 5xx
     * @throws IllegalArgumentException if the reply is positive
     * @throws IllegalStateException if no body is being received
     */
    public void rejectBody(SmtpReply reply) {
        if (reply.isPositive()) {
            throw new IllegalArgumentException("A refusal needs a 4xx or 5xx reply, not " + reply.code());
        }
        if (!body.isOpen()) {
            throw new IllegalStateException("No body is being received");
        }
        body.refuse(reply);
    }

    /**
     * Ends the session at the next moment at which the protocol allows it: after the reply of an open decision if there is
     * one, otherwise at once. A body that is being received is discarded (RFC 5321 section 3.8: 421 may come at any time).
     * Does nothing if the session is over.
     *
     * @param reply a 421
     * @throws IllegalArgumentException if the reply is another one
     */
    public void shutdown(SmtpReply reply) {
        if (reply.code() != 421) {
            throw new IllegalArgumentException("A session is shut down with 421, not " + reply.code());
        }
        if (pending != null) {
            farewell = reply;
        } else {
            reply(reply);
        }
    }

    /** Whether a decision is open. */
    public boolean isWaiting() {
        return pending != null;
    }

    /** Whether a body is being received. */
    public boolean isReceivingBody() {
        return body.isOpen();
    }

    /** The time that came with the input at hand. */
    Instant now() {
        return now;
    }

    /** Queues a reply. After a 421 the channel is closed (RFC 5321 section 3.8); after that, nothing is said. */
    void reply(SmtpReply reply) {
        if (closed) {
            return;
        }
        host.reply(reply);
        if (reply.code() == 421) {
            close();
        }
    }

    /** The session is over. */
    void close() {
        if (!closed) {
            closed = true;
            body.abandon();
            host.close();
        }
    }
}
