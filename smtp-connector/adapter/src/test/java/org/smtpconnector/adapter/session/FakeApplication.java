package org.smtpconnector.adapter.session;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.events.Journal;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.spool.MessageContent;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;

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

    /** What is said to all other questions but messages. */
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
    private final ListenerEvents events =
            new ListenerEvents("default", journal.ring("default", 1000, 1 << 20), new LogWriter(Runnable::run));
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
    public Conversation begin() {
        begun.incrementAndGet();
        return new FakeConversation();
    }

    /** Complains if it is asked two things at a time. */
    private final class FakeConversation implements Conversation {

        private SmtpApplication.Later open;

        private boolean over;

        private Later next(Later later) {
            if (over) {
                throw new AssertionError("asked after its end");
            }
            if (open instanceof Watched watched && !watched.given) {
                throw new AssertionError("asked while a question is open");
            }
            Watched watched = new Watched(later);
            open = watched;
            return watched;
        }

        private HookResult answered(HookResult decision) {
            if (decision != null) {
                open = null;
            }
            return decision;
        }

        @Override
        public HookResult ask(HookCall question, MessageContent content, Later given) {
            Later later = next(given);
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
        public HookResult headers(SessionSnapshot session, SmtpTransaction transaction, byte[] header, Later later) {
            return answered(headers.apply(header, next(later)));
        }

        @Override
        public HookResult data(SessionSnapshot session, SmtpTransaction transaction, byte[] chunk, Later later) {
            return answered(data.apply(chunk, next(later)));
        }

        @Override
        public void ended(SessionSnapshot session) {
            if (over) {
                throw new AssertionError("ended twice");
            }
            over = true;
            ended.add(session);
        }
    }

    /** Knows whether its decision has been given. */
    private static final class Watched implements Later {
        private final Later later;
        private volatile boolean given;

        Watched(Later later) {
            this.later = later;
        }

        @Override
        public void handled(Handling handling) {
            later.handled(handling);
        }

        @Override
        public void decided(HookResult decision) {
            given = true;
            later.decided(decision);
        }

        @Override
        public void decidedAfter(java.time.Duration delay, HookResult decision) {
            given = true;
            later.decidedAfter(delay, decision);
        }

        @Override
        public boolean isWanted() {
            return later.isWanted();
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
