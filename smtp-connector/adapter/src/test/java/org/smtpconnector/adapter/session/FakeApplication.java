package org.smtpconnector.adapter.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.smtpconnector.adapter.events.AuditLog;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.Verdict;

/** Says yes to everything, unless told to hold messages or to say something else. */
public final class FakeApplication implements SmtpApplication {

    /** A message that waits for its decision. */
    public record Delivery(HookCall.Message question, MessageContent content, Later later) {
        public byte[] bytes() {
            try (var in = content.openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public final BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
    public final BlockingQueue<Later> heldRecipients = new LinkedBlockingQueue<>();
    public final List<byte[]> delivered = new CopyOnWriteArrayList<>();
    public final AtomicInteger begun = new AtomicInteger();
    public final List<SessionSnapshot> ended = new CopyOnWriteArrayList<>();
    public volatile boolean holding;
    public volatile Function<HookCall.RcptTo, HookResult> recipients = question -> HookResult.PROCEED;

    /** The answer to all questions that are not about a message. */
    public volatile BiFunction<HookCall, Later, HookResult> others = (question, later) -> yes(question);

    /** Yes to whatever is asked. */
    public static HookResult yes(HookCall question) {
        return question instanceof HookCall.Authenticate authenticate
                ? new HookResult.Authenticated(
                        new Caller(authenticate.credential().authenticationId(), Set.of()))
                : HookResult.PROCEED;
    }

    /** Null if headers are not wanted. */
    public volatile BiFunction<byte[], Later, HookResult> headers;

    /** Null if the content is not wanted. */
    public volatile BiFunction<byte[], Later, HookResult> data;

    public final Journal journal = new Journal();
    public final LogWriter log = new LogWriter(Runnable::run);
    private final ListenerEvents events =
            new ListenerEvents("default", journal.ring("default", 1000, 1 << 20), log, AuditLog.OFF);
    private final Executor deliveries;

    /**
     * @param deliveries reads the messages that are not held
     */
    public FakeApplication(Executor deliveries) {
        this.deliveries = deliveries;
    }

    public FakeApplication() {
        this(task -> {
            throw new AssertionError("This application holds its messages");
        });
        holding = true;
    }

    @Override
    public ListenerEvents events() {
        return events;
    }

    @Override
    public ApplicationSession begin() {
        begun.incrementAndGet();
        return new FakeSession();
    }

    /** Complains if it is asked two things at a time. */
    private final class FakeSession implements ApplicationSession {

        private Later open;

        private boolean over;

        private Later next(VerdictCallback callback) {
            if (over) {
                throw new AssertionError("asked after its end");
            }
            if (open != null && !open.given) {
                throw new AssertionError("asked while a question is open");
            }
            open = new Later(callback);
            return open;
        }

        private Verdict answered(HookResult result) {
            if (result == null) {
                return null;
            }
            open = null;
            return Verdict.of(result);
        }

        @Override
        public Verdict call(HookCall question, MessageContent content, VerdictCallback callback) {
            Later later = next(callback);
            if (question instanceof HookCall.RcptTo rcptTo) {
                HookResult decision = recipients.apply(rcptTo);
                if (decision == null) {
                    heldRecipients.add(later);
                }
                return answered(decision);
            }
            if (question instanceof HookCall.Message message) {
                take(new Delivery(message, content, later));
                return null;
            }
            if (content != null) {
                throw new AssertionError("a content of no message");
            }
            return answered(others.apply(question, later));
        }

        @Override
        public boolean wantsHeaders() {
            return headers != null;
        }

        @Override
        public boolean wantsData() {
            return data != null;
        }

        @Override
        public Verdict headers(
                SessionSnapshot session, SmtpTransaction transaction, byte[] header, VerdictCallback callback) {
            return answered(headers.apply(header, next(callback)));
        }

        @Override
        public Verdict data(
                SessionSnapshot session, SmtpTransaction transaction, byte[] chunk, VerdictCallback callback) {
            return answered(data.apply(chunk, next(callback)));
        }

        @Override
        public boolean isDropped() {
            return false;
        }

        @Override
        public void ended(SessionSnapshot session, Runnable told) {
            if (over) {
                throw new AssertionError("ended twice");
            }
            over = true;
            ended.add(session);
            told.run();
        }
    }

    /** Takes a result, and knows whether it was given. */
    public static final class Later {

        private final VerdictCallback callback;
        private volatile boolean given;

        Later(VerdictCallback callback) {
            this.callback = callback;
        }

        public void decided(HookResult result) {
            decidedAfter(Duration.ZERO, result);
        }

        public void decidedAfter(Duration delay, HookResult result) {
            decided(Verdict.of(result), delay);
        }

        public void decided(Verdict verdict, Duration delay) {
            given = true;
            callback.decided(verdict, delay);
        }

        public boolean isWanted() {
            return callback.isWanted();
        }
    }

    private void take(Delivery delivery) {
        if (holding) {
            held.add(delivery);
        } else {
            deliveries.execute(() -> {
                delivered.add(delivery.bytes());
                delivery.later().decided(HookResult.PROCEED);
            });
        }
    }

    /** The next message that is held. */
    public Delivery next() throws InterruptedException {
        Delivery delivery = held.poll(30, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("No message came");
        }
        return delivery;
    }
}
