package org.smtpconnector.adapter.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.SessionFacts;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/** Says yes to everything, unless told to hold messages or to say something else. */
final class FakeApplication implements SmtpApplication {

    /** A message that waits for its decision. */
    record Delivery(SmtpQuestion.Message question, SpooledContent content, Later later) {
        byte[] bytes() {
            try (var in = content.openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
    final BlockingQueue<Later> heldRecipients = new LinkedBlockingQueue<>();
    final List<byte[]> delivered = new CopyOnWriteArrayList<>();
    final AtomicInteger begun = new AtomicInteger();
    final List<SessionFacts> ended = new CopyOnWriteArrayList<>();
    volatile boolean holding;
    volatile Function<SmtpQuestion.RcptTo, SmtpDecision> recipients = question -> SmtpDecision.PROCEED;

    /** What is said to all other questions but messages. */
    volatile BiFunction<SmtpQuestion, Later, SmtpDecision> others = (question, later) -> SmtpDecision.PROCEED;

    /** Null if headers are not wanted. */
    volatile BiFunction<byte[], Later, SmtpDecision> headers;

    /** Null if the content is not wanted. */
    volatile BiFunction<byte[], Later, SmtpDecision> data;

    final Journal journal = new Journal();
    private final ListenerEvents events =
            new ListenerEvents("default", journal.ring("default", 1000, 1 << 20), new LogWriter(Runnable::run));
    private final Executor deliveries;

    /**
     * @param deliveries reads the messages that are not held
     */
    FakeApplication(Executor deliveries) {
        this.deliveries = deliveries;
    }

    FakeApplication() {
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

        private SmtpDecision answered(SmtpDecision decision) {
            if (decision != null) {
                open = null;
            }
            return decision;
        }

        @Override
        public SmtpDecision ask(SmtpQuestion question, SpooledContent content, Later given) {
            Later later = next(given);
            if (question instanceof SmtpQuestion.RcptTo rcptTo) {
                SmtpDecision decision = recipients.apply(rcptTo);
                if (decision == null) {
                    heldRecipients.add(later);
                }
                return answered(decision);
            }
            if (question instanceof SmtpQuestion.Message message) {
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
        public SmtpDecision headers(SessionFacts session, SmtpTransaction transaction, byte[] header, Later later) {
            return answered(headers.apply(header, next(later)));
        }

        @Override
        public SmtpDecision data(SessionFacts session, SmtpTransaction transaction, byte[] chunk, Later later) {
            return answered(data.apply(chunk, next(later)));
        }

        @Override
        public void ended(SessionFacts session) {
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
        public void decided(SmtpDecision decision) {
            given = true;
            later.decided(decision);
        }

        @Override
        public void decidedAfter(java.time.Duration delay, SmtpDecision decision) {
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
                delivery.later().decided(SmtpDecision.PROCEED);
            });
        }
    }

    /** The next message that is held. */
    Delivery next() throws InterruptedException {
        Delivery delivery = held.poll(30, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("No message came");
        }
        return delivery;
    }
}
