package org.smtpconnector.adapter.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.smtpconnector.protocol.SmtpDecision;
import org.smtpconnector.protocol.SmtpQuestion;

/** Takes every recipient and every message, unless told to hold them. */
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
    volatile boolean holding;
    volatile Function<SmtpQuestion.RcptTo, SmtpDecision> recipients = question -> SmtpDecision.PROCEED;

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
    public SmtpDecision rcptTo(SmtpQuestion.RcptTo question, Later later) {
        SmtpDecision decision = recipients.apply(question);
        if (decision == null) {
            heldRecipients.add(later);
        }
        return decision;
    }

    @Override
    public void message(SmtpQuestion.Message question, SpooledContent content, Later later) {
        Delivery delivery = new Delivery(question, content, later);
        if (holding) {
            held.add(delivery);
        } else {
            deliveries.execute(() -> {
                delivered.add(delivery.bytes());
                later.decided(SmtpDecision.PROCEED);
            });
        }
    }

    /** The next message that is held. */
    Delivery next() throws InterruptedException {
        Delivery delivery = held.poll(10, TimeUnit.SECONDS);
        if (delivery == null) {
            throw new AssertionError("No message came");
        }
        return delivery;
    }
}
