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
import org.smtpconnector.protocol.data.DotDecoder;
import org.smtpconnector.protocol.syntax.CommandParser;
import org.smtpconnector.protocol.syntax.Verb;

/**
 * One SMTP session as a machine: octets and verdicts go in, replies and hook calls come out. It does no I/O, has no threads and
 * knows no clock; it is not safe for use by several threads.
 *
 * <p>A command passes {@link LineReader}, {@link CommandParser}, {@link CommandOrder} and {@link CommandHandler}. A body passes
 * {@link DataPhase}, {@link DotDecoder}, {@link MessageSizeGuard} and the host.
 */
public final class SmtpEngine {

    private enum Stage {
        /** The server has said nothing; the application may be deciding about the greeting. */
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
    private final Control control = new Control();
    private final DataPhase data;
    private final LineReader lines;
    private final Pipelining pipelining;

    private Stage stage = Stage.NEW;
    private Instant now;
    private Consumer<Verdict> pending;
    private SmtpReply farewell;

    /**
     * Makes a session that has not begun.
     *
     * @param settings the settings of the listener; not null
     * @param host takes replies, hook calls and bodies; not null
     * @param sessionId see {@link org.smtpconnector.api.SmtpSession#id()}
     * @param local the listener's end, resolved; not null
     * @param remote the client's end, resolved; not null
     * @param connectedAt the time at which the connection was accepted; not null
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
        this.data = new DataPhase(control, session, host);
        AuthHandler auth = new AuthHandler(control, session);
        this.lines = new LineReader(control, settings, new CommandHandler(control, session, data, auth), auth);
        this.pipelining = new Pipelining(settings.extensions());
    }

    /**
     * Takes the addresses of the connection that a trusted proxy brings (the PROXY protocol); to be called before
     * {@link #connected}. The remote address known so far is that of the proxy.
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
            control.greet(control::reply);
        }
    }

    /**
     * Takes note that TLS is there: after {@link SmtpHost#startTls}, or before {@link #connected} where a connection begins with
     * TLS (RFC 8314 section 3). The session forgets all that the client said in clear (RFC 3207 section 4.2).
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
     * Takes input. Returns with the buffer empty, or with the rest in it if the engine waits for a verdict, if the host is
     * backlogged, or if the session is over; the rest, with the input that has come since, is to be given again when that has
     * changed.
     *
     * <p>Input before {@link #connected}, or before the verdict that the greeting waits for, is refused, and the session is
     * over (RFC 5321 section 3.1: the client waits); so it is to be given also while that verdict is open. After {@link
     * SmtpHost#startTls} and until {@link #secured}, the engine drops its input.
     *
     * @param in the octets of the client, any split; its contents are not changed, its position is
     * @param time the time
     */
    public void receive(ByteBuffer in, Instant time) {
        now = time;
        pipelining.given();
        while (in.hasRemaining() && mayRead()) {
            if (stage == Stage.SECURING) {
                in.position(in.limit());
            } else if (stage == Stage.NEW || pipelining.isEarly()) {
                control.reply(Replies.EARLY_TALKER);
                control.close();
            } else if (data.isReading()) {
                data.read(in);
            } else {
                lines.read(in);
            }
        }
        pipelining.taken(!in.hasRemaining());
    }

    /** Returns whether input is taken. Octets in clear behind STARTTLS are, and dropped at once: they must not outlive TLS. */
    private boolean mayRead() {
        if (stage == Stage.SECURING) {
            return true;
        }
        return stage != Stage.CLOSED && pending == null && (data.isReading() || !host.isBacklogged());
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
            control.reply(farewell);
        }
    }

    /**
     * Refuses the body that is being received. The engine reads the rest of it to its true end and drops it; then the client
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
        if (!data.isOpen()) {
            throw new IllegalStateException("No body is being received");
        }
        data.refuse(refusal);
    }

    /**
     * Ends the session at the next moment at which the protocol allows it: after the reply of an open verdict if there is
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
            control.reply(reply);
        }
    }

    /** Returns the session as it is now; not null. */
    public SessionSnapshot session() {
        return session.snapshot();
    }

    /**
     * Returns the mail transaction as it is now.
     *
     * @return null if there is none
     */
    public SmtpTransaction transaction() {
        return session.transaction() == null ? null : session.transaction().snapshot();
    }

    /** Returns whether the engine waits for a verdict. */
    public boolean isWaiting() {
        return pending != null;
    }

    /** Returns whether a body is being received; with BDAT, also between its chunks. */
    public boolean isReceivingBody() {
        return data.isOpen();
    }

    /** Returns whether the next octets are part of a body, and not a command. */
    public boolean isReadingBody() {
        return data.isReading();
    }

    /**
     * Returns whether the client has given its name (RFC 5321 section 4.1.4); after STARTTLS it has not, until it gives it again.
     */
    public boolean isGreeted() {
        return session.phase() != Phase.CONNECTED;
    }

    /** The engine as its parts see it. */
    private final class Control implements EngineControl {

        @Override
        public SmtpObserver observer() {
            return observer;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void ask(HookCall question, Consumer<Verdict> then) {
            pending = then;
            Verdict verdict = host.ask(question);
            if (verdict != null) {
                decided(verdict);
            }
        }

        @Override
        public void executing(Verb verb) {
            pipelining.executing(verb);
        }

        @Override
        public void reply(SmtpReply reply) {
            if (stage == Stage.CLOSED) {
                return;
            }
            pipelining.replied(reply);
            host.reply(reply);
            if (reply.code() == 421) {
                close();
            }
        }

        @Override
        public void replyError(SmtpReply reply) {
            reply(reply);
            if (session.countError()) {
                reply(Replies.TOO_MANY_ERRORS);
            }
        }

        @Override
        public void countJunk() {
            if (session.countJunk()) {
                reply(Replies.TOO_MANY_JUNK_COMMANDS);
            }
        }

        @Override
        public void greet(Consumer<SmtpReply> welcome) {
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
                    welcome.accept(HelloReplies.greeting(
                            settings, verdict.result() instanceof HookResult.Say say ? say.text() : text));
                }
            });
        }

        @Override
        public void endTransaction(List<SmtpReply> replies, Verdict verdict) {
            data.abandon();
            session.endTransaction(replies, verdict);
        }

        @Override
        public void startTls() {
            stage = Stage.SECURING;
            host.startTls();
        }

        @Override
        public void close() {
            if (stage != Stage.CLOSED) {
                stage = Stage.CLOSED;
                data.abandon();
                host.close();
            }
        }
    }
}
