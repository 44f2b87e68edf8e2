package org.smtpconnector.protocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;

/**
 * One SMTP session, as a machine that bytes and decisions go into and that replies and questions come out of. It does no
 * I/O, has no threads and knows no clock; it is not safe for use by several threads.
 *
 * <p>The way of a command: {@link LineReader}, {@link CommandParser}, {@link Legality}, {@link CommandHandler}. The way of a
 * body: {@link BodyHandler}, {@link DotDecoder}, {@link BodyReceiver}, the host.
 */
public final class SmtpEngine {

    private enum Stage {
        /** Nothing has been said; the application may be making up its mind about the greeting. */
        NEW,
        OPEN,
        /** STARTTLS was accepted, and the handshake is not over. */
        SECURING,
        CLOSED
    }

    private final EngineSettings settings;
    private final SmtpHost host;
    private final SmtpObserver observer;
    private final Session session;
    private final BodyHandler bodies;
    private final LineReader lines;
    private final Pipelining pipelining;

    private Stage stage = Stage.NEW;
    private Instant now;
    private Consumer<Verdict> pending;
    private SmtpReply farewell;

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
        this.observer = host.observer();
        this.session = new Session(
                settings,
                observer,
                Objects.requireNonNull(sessionId, "sessionId"),
                Objects.requireNonNull(local, "local"),
                Objects.requireNonNull(remote, "remote"),
                Objects.requireNonNull(connectedAt, "connectedAt"));
        this.now = connectedAt;
        this.bodies = new BodyHandler(this, session, host);
        AuthHandler auth = new AuthHandler(this, session);
        this.lines = new LineReader(settings, observer, new CommandHandler(this, session, bodies, auth), auth);
        this.pipelining = new Pipelining(settings.extensions());
    }

    /**
     * A trusted proxy has said which connection it brings (the PROXY protocol); to be called before {@link #connected}. The
     * remote address known so far is that of the proxy.
     *
     * @param local the end that the client connected to, resolved; not null
     * @param remote the client's end, resolved; not null
     * @throws IllegalStateException if the session has begun
     */
    public void proxied(InetSocketAddress local, InetSocketAddress remote) {
        if (stage != Stage.NEW || pending != null) {
            throw new IllegalStateException("The session has begun");
        }
        session.proxied(Objects.requireNonNull(local, "local"), Objects.requireNonNull(remote, "remote"));
    }

    /** Begins the session, with the greeting (RFC 5321 section 3.1) as soon as the application allows it. */
    public void connected() {
        if (stage == Stage.NEW && pending == null) {
            greet(this::reply);
        }
    }

    /** Turns the client away, or hands on what to greet it with. */
    void greet(Consumer<SmtpReply> welcome) {
        String text = settings.banner();
        ask(new HookCall.Connect(session.snapshot(), text), verdict -> {
            boolean early = stage == Stage.NEW && pipelining.isUnread();
            stage = Stage.OPEN;
            SmtpReply refusal = early ? Replies.EARLY_TALKER : null;
            if (verdict.refusal() != null) {
                refusal = Replies.inPlaceOfGreeting(verdict.refusal());
                observer.clientRefused(verdict);
            }
            if (refusal != null) {
                reply(refusal);
                close();
            } else {
                welcome.accept(
                        Replies.greeting(settings, verdict.result() instanceof HookResult.Say say ? say.text() : text));
            }
        });
    }

    /**
     * TLS is there: after {@link SmtpHost#startTls}, or before {@link #connected} where a connection begins with TLS (RFC 8314
     * section 3). All that the client said in clear is forgotten (RFC 3207 section 4.2).
     *
     * @param tls not null
     * @param time the time
     * @throws IllegalStateException if it is neither time
     */
    public void secured(SmtpTls tls, Instant time) {
        Objects.requireNonNull(tls, "tls");
        now = Objects.requireNonNull(time, "time");
        if (stage == Stage.SECURING) {
            stage = Stage.OPEN;
        } else if (stage != Stage.NEW) {
            throw new IllegalStateException("Not the time for TLS: " + stage);
        }
        session.secured(tls, time);
    }

    /**
     * Takes input. Returns with the buffer empty, or with the rest in it if the engine waits for a decision, if the host
     * is backlogged, or if the session is over; the rest, with what came since, is to be given again when that has changed.
     *
     * <p>Input before {@link #connected}, or before the decision that the greeting waits for, is refused, and the session is
     * over (RFC 5321 section 3.1: the client waits); so it is to be given also while that decision is open. After {@link
     * SmtpHost#startTls} and until {@link #secured}, input is dropped.
     *
     * @param in what the peer sent, any split; its contents are not changed, its position is
     * @param time the time
     */
    public void receive(ByteBuffer in, Instant time) {
        now = time;
        pipelining.given();
        while (in.hasRemaining() && mayRead()) {
            if (stage == Stage.SECURING) {
                in.position(in.limit());
            } else if (stage == Stage.NEW || pipelining.isEarly()) {
                reply(Replies.EARLY_TALKER);
                close();
            } else if (bodies.isReading()) {
                bodies.read(in);
            } else {
                lines.read(in);
            }
        }
        pipelining.taken(!in.hasRemaining());
    }

    /** What came in clear behind STARTTLS is dropped at once, whatever else there is to wait for: it must not outlive TLS. */
    private boolean mayRead() {
        if (stage == Stage.SECURING) {
            return true;
        }
        return stage != Stage.CLOSED && pending == null && (bodies.isReading() || !host.isBacklogged());
    }

    /** Asks the host; input is taken again after the decision. */
    void ask(HookCall question, Consumer<Verdict> then) {
        pending = then;
        Verdict verdict = host.ask(question);
        if (verdict != null) {
            decided(verdict);
        }
    }

    /**
     * Takes the verdict that {@link SmtpHost#ask} left open.
     *
     * @param verdict not null
     * @throws IllegalStateException if none is open
     */
    public void decided(Verdict verdict) {
        Objects.requireNonNull(verdict, "verdict");
        if (pending == null) {
            throw new IllegalStateException("No decision is open");
        }
        Consumer<Verdict> then = pending;
        pending = null;
        then.accept(verdict);
        if (farewell != null && pending == null) {
            reply(farewell);
        }
    }

    /**
     * The body that is being received cannot be kept. The rest of it is read to its true end and dropped; then the peer
     * hears the reply, and the session goes on. The first refusal wins. May be called from within {@link SmtpHost#body}.
     *
     * @param refusal a verdict that is a refusal; not null
     * @throws IllegalArgumentException if the verdict is a yes
     * @throws IllegalStateException if no body is being received
     */
    public void rejectBody(Verdict refusal) {
        if (refusal.refusal() == null) {
            throw new IllegalArgumentException("A refusal needs a 4xx or 5xx reply, not " + refusal.result());
        }
        if (!bodies.isOpen()) {
            throw new IllegalStateException("No body is being received");
        }
        bodies.refuse(refusal);
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

    /** What is known of the session now. */
    public SessionSnapshot session() {
        return session.snapshot();
    }

    /**
     * What is known of the mail transaction now.
     *
     * @return null if there is none
     */
    public SmtpTransaction transaction() {
        return session.transaction() == null ? null : session.transaction().snapshot();
    }

    /** Whether a decision is open. */
    public boolean isWaiting() {
        return pending != null;
    }

    /** Whether a body is being received; with BDAT, also between its chunks. */
    public boolean isReceivingBody() {
        return bodies.isOpen();
    }

    /** Who sees what the session does. */
    SmtpObserver observer() {
        return observer;
    }

    /** Whether what comes next is part of a body, and not a command. */
    public boolean isReadingBody() {
        return bodies.isReading();
    }

    /** Whether the client has said who it is (RFC 5321 section 4.1.4); no more after STARTTLS, until it says so again. */
    public boolean isGreeted() {
        return session.phase() != Phase.CONNECTED;
    }

    /** The time that came with the input at hand. */
    Instant now() {
        return now;
    }

    /** The next reply is the one to this command. */
    void executing(Verb verb) {
        pipelining.executing(verb);
    }

    /** Queues a reply. After a 421 the channel is closed (RFC 5321 section 3.8); after that, nothing is said. */
    void reply(SmtpReply reply) {
        if (stage == Stage.CLOSED) {
            return;
        }
        pipelining.replied(reply);
        host.reply(reply);
        if (reply.code() == 421) {
            close();
        }
    }

    /** Refuses a command that is ill-formed, unknown or out of order, and counts that. */
    void refuse(SmtpReply reply) {
        reply(reply);
        if (session.countError()) {
            reply(Replies.TOO_MANY_ERRORS);
        }
    }

    /**
     * The transaction is over, and its body with it if that is still coming.
     *
     * @param replies which have ended it, and have been given; empty if the client has given it up
     * @param verdict null if the engine itself has ended it
     */
    void endTransaction(List<SmtpReply> replies, Verdict verdict) {
        bodies.abandon();
        session.endTransaction(replies, verdict);
    }

    /** STARTTLS was accepted, and the reply is queued. */
    void startTls() {
        stage = Stage.SECURING;
        host.startTls();
    }

    /** The session is over. */
    void close() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            bodies.abandon();
            host.close();
        }
    }
}
