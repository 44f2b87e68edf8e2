package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.session.FakeApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;

/** The hooks beyond those for recipients and messages, over sockets. */
class HooksOverSocketsTest extends TransportFixture {

    private static final HookResult NO = new HookResult.Answer(SmtpReply.of(550, "5.7.1", "No"));

    @Test
    void decisionsFromOtherThreadsShapeAMessage() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        application.others = (question, later) -> {
            pool.execute(() -> later.decided(
                    question instanceof HookCall.DataStart
                            ? new HookResult.AddHeader(HeaderFields.of("X-First: 1"))
                            : HookResult.PROCEED));
            return null;
        };
        application.headers = (header, later) -> {
            pool.execute(() -> later.decided(new HookResult.AddHeader(HeaderFields.of("X-Last: 1"))));
            return null;
        };
        application.data = (chunk, later) -> {
            shown.writeBytes(chunk);
            pool.execute(() -> later.decided(HookResult.PROCEED));
            return null;
        };
        NettyServer listener = listen();
        byte[] body = SessionTest.lines(2_000_000);
        try (TestClient client = greeted(listener)) {
            client.data().send("Subject: one", "");
            client.send(body);
            client.send(".").expect("250").send("QUIT").expect("221").expectEnd();
        }
        assertThat(application.delivered).hasSize(1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("X-First: 1\r\nSubject: one\r\nX-Last: 1\r\n\r\n".getBytes(ISO_8859_1));
        expected.writeBytes(body);
        assertThat(application.delivered.get(0)).isEqualTo(expected.toByteArray());
        assertThat(shown.toByteArray()).isEqualTo(expected.toByteArray());
        await().until(() -> application.ended.size() == 1);
    }

    @Test
    void manyAreDelayedAtOnceWithoutAThread() throws Exception {
        int clients = 200;
        Duration delay = Duration.ofSeconds(2);
        application.others = (question, later) -> {
            if (question instanceof HookCall.Connect) {
                later.decidedAfter(delay, HookResult.PROCEED);
                return null;
            }
            return HookResult.PROCEED;
        };
        NettyServer listener = listen(LONG, clients);
        List<TestClient> all = new ArrayList<>();
        long start = System.nanoTime();
        try {
            for (int i = 0; i < clients; i++) {
                all.add(TestClient.connect(address(listener)));
            }
            for (TestClient client : all) {
                client.expect("220");
            }
            long taken = System.nanoTime() - start;
            // One after another they would take 400 seconds.
            assertThat(Duration.ofNanos(taken)).isBetween(delay, delay.multipliedBy(10));
            assertThat(((ThreadPoolExecutor) pool).getLargestPoolSize()).isEqualTo(2); // the event loops
        } finally {
            for (TestClient client : all) {
                client.close();
            }
        }
        await().until(() -> application.ended.size() == clients);
    }

    @Test
    void whileADecisionIsDelayedTheClientIsNotTimedOut() throws Exception {
        NettyServer listener = listen(Duration.ofMillis(200), 100);
        application.others = (question, later) -> {
            if (question instanceof HookCall.Hello) {
                later.decidedAfter(Duration.ofMillis(700), NO);
                return null;
            }
            return HookResult.PROCEED;
        };
        try (TestClient delayed = greeted(listener);
                TestClient idle = greeted(listener)) {
            delayed.send("HELO client.example");
            idle.expect("421 4.4.2");
            delayed.expect("550 5.7.1").expect("421 4.4.2").expectEnd();
        }
    }

    @Test
    void closeAnswersWhatIsDelayed() throws Exception {
        NettyServer listener = listen();
        BlockingQueue<Later> open = new LinkedBlockingQueue<>();
        application.others = (question, later) -> {
            if (question instanceof HookCall.MailFrom) {
                open.add(later);
                return null;
            }
            return HookResult.PROCEED;
        };
        try (TestClient client = greeted(listener)) {
            client.send("HELO client.example").expect("250").send("MAIL FROM:<>");
            open.take().decidedAfter(Duration.ofHours(1), NO);
            listener.close(Duration.ofMinutes(1));
            client.expect("550 5.7.1").expect("421 4.3.2").expectEnd();
        }
    }

    @Test
    void aClientThatSendsOnDuringADecisionAboutDataHasToWait() throws Exception {
        NettyServer listener = listen();
        BlockingQueue<Later> open = new LinkedBlockingQueue<>();
        application.data = (chunk, later) -> {
            open.add(later);
            return null;
        };
        byte[] body = SessionTest.lines(50_000_000);
        try (TestClient client = greeted(listener)) {
            client.socket.setSendBufferSize(64 * 1024);
            client.data();
            long[] sent = new long[1];
            Future<?> sending = pool.submit(() -> {
                for (int at = 0; at < body.length; at += 10_000) {
                    client.socket.getOutputStream().write(body, at, Math.min(10_000, body.length - at));
                    synchronized (sent) {
                        sent[0] = at;
                    }
                }
                client.send(".");
                return null;
            });
            Later first = open.take();
            // The kernel's buffers are full, and nobody empties them: the client stands still.
            long[] last = {-1};
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                synchronized (sent) {
                    boolean still = sent[0] == last[0];
                    last[0] = sent[0];
                    return still && sent[0] > 0;
                }
            });
            assertThat(last[0]).isLessThan(20_000_000);
            assertThat(sending).isNotDone();
            assertThat(open).isEmpty();
            first.decided(NO);
            client.expect("550");
            sending.get();
            assertThat(open).isEmpty();
            assertThat(listener.spooledMessages()).isZero();
            client.send("NOOP").expect("250");
        }
    }

    @Test
    void aDecisionAboutDataAfterTheClientHasGoneIsIgnored() throws Exception {
        NettyServer listener = listen();
        BlockingQueue<Later> open = new LinkedBlockingQueue<>();
        application.headers = (header, later) -> {
            open.add(later);
            return null;
        };
        Later later;
        try (TestClient client = greeted(listener)) {
            client.data().send("A: b", "", "x", ".");
            later = open.take();
            assertThat(later.isWanted()).isTrue();
            client.socket.setSoLinger(true, 0); // a reset
        }
        await().until(() -> !later.isWanted());
        await().until(() -> listener.connections() == 0);
        assertThat(listener.spooledMessages()).isZero();
        later.decided(HookResult.PROCEED);
        assertThat(application.ended).hasSize(1);
        assertThat(application.delivered).isEmpty();
    }
}
