package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTransaction;

/** The recipients of a transaction, and those that a bean sees while others are added. */
class RecipientsTest {

    private static final SmtpDsnRequest NEVER = request(SmtpDsnRequest.Condition.NEVER);

    private static SmtpDsnRequest request(SmtpDsnRequest.Condition condition) {
        return new SmtpDsnRequest(Set.of(condition), Optional.empty());
    }

    private static SmtpAddress address(int number) {
        return new SmtpAddress("user" + number, "example.net");
    }

    /** Returns an engine that waits for recipients. */
    private static SmtpEngine afterMail(SmtpHost host) {
        SmtpEngine engine = new SmtpEngine(
                EngineSettings.builder().maxRecipients(10_000).build(),
                host,
                "s1",
                new InetSocketAddress("192.0.2.25", 25),
                new InetSocketAddress("192.0.2.1", 1),
                Instant.EPOCH);
        engine.connected();
        engine.receive(ByteBuffers.ascii("EHLO x\r\nMAIL FROM:<>\r\n"), Instant.EPOCH);
        return engine;
    }

    private static ByteBuffer rcpt(int recipients) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, recipients)
                .forEach(i -> lines.append("RCPT TO:<").append(address(i)).append(">\r\n"));
        return ByteBuffers.ascii(lines.toString());
    }

    /** Octets that the engine allocates for so many recipients of a transaction. */
    private static long allocated(int recipients) {
        SmtpEngine engine = afterMail(new KeepNothingHost());
        ByteBuffer in = rcpt(recipients);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        engine.receive(in, Instant.EPOCH);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(engine.transaction().recipients()).hasSize(recipients);
        return after - before;
    }

    @Test
    void aRecipientCostsTheSameHoweverManyThereAreBeforeIt() {
        allocated(100); // loads the classes
        long hundred = allocated(100);
        long thousand = allocated(1_000);
        long tenThousand = allocated(10_000);

        assertThat(thousand).isLessThan(15 * hundred);
        assertThat(tenThousand).isLessThan(15 * thousand);
    }

    @Test
    void aTransactionThatABeanKeepsStaysAsItWas() {
        List<SmtpTransaction> kept = new ArrayList<>();
        SmtpEngine engine = afterMail(new KeepNothingHost() {
            @Override
            public Verdict ask(HookCall question) {
                if (question instanceof HookCall.RcptTo rcptTo) {
                    kept.add(rcptTo.transaction());
                }
                return Verdict.PROCEED;
            }
        });
        engine.receive(rcpt(10), Instant.EPOCH);

        assertThat(kept.get(2).recipients()).containsExactly(address(0), address(1));
        assertThat(kept.get(9).recipients()).hasSize(9);
        assertThat(engine.transaction().recipients()).hasSize(10);
    }

    @Test
    void aViewKeepsWhatItHadWhenItWasMade() {
        Recipients recipients = new Recipients();
        Recipients.View none = recipients.view();
        List<Recipients.View> views = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> {
                    recipients.add(address(i), SmtpDsnRequest.NONE);
                    return recipients.view();
                })
                .toList();

        assertThat(none).isEmpty();
        for (int size = 1; size <= 100; size++) {
            assertThat(views.get(size - 1))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, size)
                            .mapToObj(RecipientsTest::address)
                            .toList());
        }
    }

    @Test
    void aViewIsTheSameAsLongAsNoRecipientIsAdded() {
        Recipients recipients = new Recipients();
        recipients.add(address(1), NEVER);
        assertThat(recipients.view()).isSameAs(recipients.view());
    }

    @Test
    void aViewCannotBeChangedAndHasNothingBeyondItsEnd() {
        Recipients recipients = new Recipients();
        recipients.add(address(1), SmtpDsnRequest.NONE);
        Recipients.View view = recipients.view();
        recipients.add(address(2), SmtpDsnRequest.NONE);

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.add(address(3)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.set(0, address(3)));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.remove(0));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(view::clear);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(1));
    }

    @Test
    void theFirstRequestForAnAddressCounts() {
        Recipients recipients = new Recipients();
        recipients.add(address(1), SmtpDsnRequest.NONE);
        Recipients.View before = recipients.view();
        recipients.add(address(2), NEVER);
        recipients.add(address(2), request(SmtpDsnRequest.Condition.DELAY));
        IntStream.range(10, 30).forEach(i -> recipients.add(address(i), SmtpDsnRequest.NONE));
        recipients.add(address(1), NEVER);

        assertThat(before.dsnRequest(address(1))).isSameAs(SmtpDsnRequest.NONE);
        assertThat(recipients.view().dsnRequest(address(2))).isSameAs(NEVER);
        assertThat(recipients.view().dsnRequest(address(1))).isSameAs(NEVER);
        assertThat(recipients.view().dsnRequest(address(3))).isSameAs(SmtpDsnRequest.NONE);
        assertThat(before.dsnRequest(address(2))).isSameAs(SmtpDsnRequest.NONE);
    }

    /** Each view is handed to another thread, as by the delivery queue, and read there while the engine goes on. */
    @Test
    void viewsAreReadByAnotherThreadWhileRecipientsAreAdded() throws Exception {
        int count = 20_000;
        Recipients recipients = new Recipients();
        LinkedBlockingQueue<Recipients.View> queue = new LinkedBlockingQueue<>();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> read = reader.submit(() -> {
                int views = 0;
                for (int size = 0; size < count; views++) {
                    Recipients.View view = queue.take();
                    size = view.size();
                    for (int i = Math.max(0, size - 20); i < size; i++) {
                        if (!view.get(i).equals(address(i))) {
                            throw new AssertionError("recipient " + i + " of " + size + " is " + view.get(i));
                        }
                    }
                }
                return views;
            });
            for (int i = 0; i < count; i++) {
                recipients.add(address(i), SmtpDsnRequest.NONE);
                queue.add(recipients.view());
            }
            assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo(count);
        } finally {
            reader.shutdownNow();
        }
    }
}
