package org.smtpconnector.adapter.session;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smtpconnector.adapter.client.ClientNetwork;
import org.smtpconnector.adapter.events.Limit;
import org.smtpconnector.adapter.events.SessionEvents;
import org.smtpconnector.adapter.session.SmtpApplication.ApplicationSession;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.adapter.spool.Spool;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/**
 * The questions of one session to the application, of which one at most is open, and the limits that may answer in its place. All
 * methods run on the session's event loop, except those of {@link VerdictCallback}.
 */
final class QuestionSlot {

    /** The session that asks. */
    interface Owner {

        /** Returns the session as it is now. */
        SessionSnapshot snapshot();

        /** Does what follows from a verdict, unless the session is over. */
        void proceed(Runnable step);

        /** Closes the connection: a bean wants that in place of a reply. */
        void drop();

        /** Gives the engine the verdict that it waits for. */
        void decided(Verdict verdict);

        /** Tells whether the engine is not called any more. */
        boolean isOver();

        /** Tells whether the client has ended its output, and nothing that it sent is left. */
        boolean isClientGone();

        /** Returns the content that was received, to be closed by the caller; null if it was refused. */
        Spool takeContent();

        /** Returns the refusal because of which there was no content. */
        Verdict takeRefusal();
    }

    private static final Verdict CLIENT_GONE = Verdict.refused(Replies.CLIENT_GONE, Outcome.DISCONNECTED);
    private static final Verdict NOT_ASKED =
            Verdict.refused(SmtpReply.of(451, "4.3.0", "Internal error, try again later"), Outcome.FAILED);
    private static final Logger LOG = System.getLogger(QuestionSlot.class.getName());

    private final Owner owner;
    private final ListenerContext context;
    private final ApplicationSession application;
    private final SessionEvents events;
    private final EventExecutor loop;

    /** The client network whose limits hold; null if the session is over because they were reached. */
    private ClientNetwork client;

    /** Null if no question is open. */
    private PendingQuestion open;

    /** The engine's hook call that waits for the open question, which is about the content; null if none does. */
    private HookCall postponed;

    /** Whether no reply is delayed any more. */
    private boolean hurrying;

    QuestionSlot(
            Owner owner,
            ListenerContext context,
            ApplicationSession application,
            SessionEvents events,
            ClientNetwork client,
            EventExecutor loop) {
        this.owner = owner;
        this.context = context;
        this.application = application;
        this.events = events;
        this.client = client;
        this.loop = loop;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Tells whether the open question is about a message, which may be with the beans. */
    boolean isAboutMessage() {
        return open != null && open.call instanceof HookCall.Message;
    }

    /**
     * Asks the engine's question. It waits while a question about the content is open: the beans are asked one thing at a time.
     *
     * @return the verdict; null if the engine is given it later
     */
    Verdict ask(HookCall call) {
        if (open != null) {
            postponed = call;
            return null;
        }
        Limit limit = limitReachedBy(call);
        if (limit != null) {
            return Verdict.refused(limit.reply());
        }
        if (call instanceof HookCall.Message) {
            return askAboutMessage(call);
        }
        if (call instanceof HookCall.Authenticate) {
            events.authenticating();
        }
        return ask(new PendingQuestion(call, null, owner::decided), callback -> application.call(call, null, callback));
    }

    private Verdict askAboutMessage(HookCall call) {
        Spool content = owner.takeContent();
        if (content == null) {
            return owner.takeRefusal();
        }
        events.delivering();
        if (owner.isClientGone()) {
            content.close();
            return CLIENT_GONE;
        }
        return ask(
                new PendingQuestion(call, content, owner::decided),
                callback -> application.call(call, content, callback));
    }

    /**
     * Asks about the content that is being received; to be called only while no question is open.
     *
     * @param asking asks; may throw
     * @return the verdict; null if {@code then} is given it later
     */
    Verdict askAboutContent(Function<VerdictCallback, Verdict> asking, Consumer<Verdict> then) {
        return ask(new PendingQuestion(null, null, then), asking);
    }

    private Verdict ask(PendingQuestion question, Function<VerdictCallback, Verdict> asking) {
        Verdict verdict;
        try {
            verdict = asking.apply(question);
        } catch (RuntimeException e) {
            context.application()
                    .events()
                    .failed(LOG, "Session " + owner.snapshot().id() + ": the application was not asked", e);
            verdict = NOT_ASKED;
        }
        if (verdict != null && !question.isAboutCredential()) {
            question.closeContent();
            return verdict;
        }
        open = question;
        if (verdict != null) {
            question.decided(verdict, Duration.ZERO); // every reply to a credential can be delayed
        }
        return null;
    }

    /** The limit that keeps the application from being asked; null if there is none. */
    private Limit limitReachedBy(HookCall call) {
        if (call instanceof HookCall.Connect connect
                && !isClient(connect.session().remoteAddress().getAddress())) {
            return Limit.CLIENT_CONNECTIONS;
        }
        if (call instanceof HookCall.MailFrom mail) {
            // RFC 1870 section 6.1: before the client sends a message that cannot be kept, its declared size counts.
            if (!context.spools().hasRoomFor(mail.transaction().declaredSize().orElse(0))) {
                return Limit.STORAGE;
            }
            return client.takeMessage() ? null : Limit.MESSAGE_RATE;
        }
        return null;
    }

    /** A trusted proxy may speak for another client than before: from then on the connection is that client's. */
    private boolean isClient(InetAddress address) {
        if (!client.has(address)) {
            client.disconnected();
            client = context.clients().connected(address);
        }
        return client != null;
    }

    /** A verdict was applied; the engine's question that waited for it may be asked now. */
    private void askPostponed() {
        if (postponed != null && open == null) {
            HookCall call = postponed;
            postponed = null;
            Verdict verdict = ask(call);
            if (verdict != null) {
                owner.decided(verdict);
            }
        }
    }

    /**
     * Returns the time, in nanoseconds, that the reply to a credential has to wait: so long that the reply does not tell how soon the
     * credential was found wrong, that is, whether there is such a user; and the longer the more often this client was wrong.
     *
     * @param elapsed nanoseconds since the credential came
     */
    private long tarpit(Verdict verdict, long elapsed) {
        SmtpReply refusal = verdict.refusal();
        if (refusal == null) {
            return client.silence().toNanos();
        }
        // RFC 4954 section 6: a 4xx says nothing about the credential.
        return (refusal.code() >= 500 ? client.credentialFailed(elapsed) : client.credentialUnknown(elapsed)).toNanos();
    }

    /** The verdict does not matter any more, but is still awaited. */
    void unwanted() {
        if (open != null) {
            open.wanted = false;
        }
    }

    /** Takes the content of the open question from the beans that may still read it. */
    void closeContent() {
        if (open != null) {
            open.closeContent();
        }
    }

    /** From now on no reply is delayed. */
    void hurry() {
        hurrying = true;
        if (open != null) {
            open.endDelay();
        }
    }

    /** The connection is closed: nothing is awaited any more. The content of the open question is closed when its verdict comes. */
    void release() {
        PendingQuestion last = open;
        open = null;
        if (last != null) {
            last.wanted = false;
            last.endDelay();
        }
        if (client != null) {
            client.disconnected();
        }
    }

    /** Brings its verdict to the event loop, and to the session when its delay is over. */
    private final class PendingQuestion implements VerdictCallback, Runnable {

        /** Null if the question is about the content that is being received. */
        private final HookCall call;

        /** The content of a message, closed when the verdict is there; null if the call is not about one. */
        private final Spool spool;

        private final Consumer<Verdict> then;
        /** Nanoseconds; 0 if the verdict is not about a credential, since the time is not needed then. */
        private final long asked;

        /** Null until the application has decided. */
        private Verdict verdict;

        private volatile boolean wanted = true;

        /** Nanoseconds; written before the verdict crosses to the loop. */
        private long leastDelay;

        /** The timer of the delay; null if there is none. */
        private Future<?> delay;

        PendingQuestion(HookCall call, Spool spool, Consumer<Verdict> then) {
            this.call = call;
            this.spool = spool;
            this.then = then;
            this.asked = isAboutCredential() ? loop.ticker().nanoTime() : 0;
        }

        boolean isAboutCredential() {
            return call instanceof HookCall.Authenticate;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public void decided(Verdict given, Duration least) {
            if (least.isNegative()) {
                throw new IllegalArgumentException("A delay of " + least + "; expected 0 or more");
            }
            take(Objects.requireNonNull(given, "verdict"));
            leastDelay = least.toNanos();
            closeContent(); // here: the thread that has run the beans can wait for the file system, the event loop
            // cannot
            try {
                loop.execute(this); // also on the loop itself: the engine may be in the middle of asking
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The event loop has ended, and with it the session", e);
            }
        }

        private synchronized void take(Verdict given) {
            if (verdict != null) {
                throw new IllegalStateException("A verdict has been given before: " + verdict);
            }
            verdict = given;
        }

        @Override
        public void run() {
            long wait = leastDelay;
            if (isAboutCredential() && isAwaited()) {
                wait = Math.max(wait, tarpit(verdict, loop.ticker().nanoTime() - asked));
            }
            if (wait == 0 || hurrying || !isAwaited()) {
                apply();
            } else {
                delay = loop.schedule(this::apply, wait, TimeUnit.NANOSECONDS);
            }
        }

        private boolean isAwaited() {
            return open == this && !owner.isOver();
        }

        private void apply() {
            boolean awaited = isAwaited();
            if (open == this) {
                open = null;
            }
            if (awaited && application.isDropped()) {
                events.dropped(owner.snapshot(), verdict);
                owner.drop();
            } else if (awaited) {
                owner.proceed(() -> {
                    then.accept(verdict);
                    askPostponed();
                });
            } else {
                events.tooLate(owner.snapshot(), verdict);
            }
        }

        /** Ends the delay before its time. */
        void endDelay() {
            if (delay != null && delay.cancel(false)) {
                apply();
            }
        }

        /** Closes the content; may be called more than once. */
        void closeContent() {
            if (spool != null) {
                spool.close();
            }
        }
    }
}
