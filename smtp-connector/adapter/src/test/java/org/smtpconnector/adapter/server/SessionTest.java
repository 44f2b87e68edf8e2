package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.session.FakeApplication;
import org.smtpconnector.adapter.spool.Spools;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;

/** Sessions over sockets. */
class SessionTest extends TransportFixture {

    @Test
    void aDialogue() throws Exception {
        NettyServer listener = listen();
        try (TestClient client = greeted(listener)) {
            client.data().send("Subject: one", "", "..dots", ".").expect("250");
            client.send("MAIL FROM:<>")
                    .expect("250")
                    .send("RCPT TO:<b@example.org>")
                    .expect("250");
            client.send("DATA").expect("354").send("two", ".").expect("250");
            client.send("QUIT").expect("221").expectEnd();
        }
        assertThat(application.delivered)
                .extracting(bytes -> new String(bytes, ISO_8859_1))
                .containsExactly("Subject: one\r\n\r\n.dots\r\n", "two\r\n");
        await().until(() -> listener.connections() == 0);
        assertThat(listener.spooledMessages()).isZero();
    }

    @Test
    void repliesComeInTheOrderOfThePipeline() throws Exception {
        NettyServer listener = listen();
        try (TestClient client = greeted(listener)) {
            client.send("EHLO client.example").expect("250");
            StringBuilder commands = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                commands.append(i % 3 == 0 ? "NOOP\r\n" : i % 3 == 1 ? "RSET\r\n" : "XYZ\r\n");
            }
            client.send(commands.toString().getBytes(ISO_8859_1));
            for (int i = 0; i < 1000; i++) {
                client.expect(i % 3 == 2 ? "500" : "250");
            }
        }
    }

    @Test
    void aLargeContentComesBackByteForByte() throws Exception {
        NettyServer listener = listen();
        byte[] body = lines(5_000_000);
        application.holding = true;
        try (TestClient client = greeted(listener)) {
            client.data();
            client.send(body);
            client.send(".");
            FakeApplication.Delivery delivery = application.next();
            assertThat(transport.spooledOnHeap()).isZero();
            assertThat(listener.spooledMessages()).isOne();
            assertThat(delivery.content().size()).isEqualTo(body.length);
            assertThat(delivery.bytes()).isEqualTo(body);
            delivery.later().decided(HookResult.PROCEED);
            client.expect("250");
            await().until(() -> listener.spooledMessages() == 0);
            assertThatThrownBy(delivery.content()::openStream).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void twentyLargeMessagesAtOnceStayWithinTheBudget() throws Exception {
        NettyServer listener = listen();
        byte[] body = lines(5_000_000);
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(pool.submit(() -> {
                try (TestClient client = greeted(listener)) {
                    client.data();
                    client.send(body);
                    client.send(".").expect("250");
                }
                return null;
            }));
        }
        while (!clients.stream().allMatch(Future::isDone)) {
            assertThat(transport.spooledOnHeap()).isLessThanOrEqualTo(1_000_000);
            Thread.onSpinWait();
        }
        for (Future<?> client : clients) {
            client.get();
        }
        assertThat(application.delivered).hasSize(20).allSatisfy(bytes -> assertThat(bytes)
                .isEqualTo(body));
        await().until(() -> listener.spooledMessages() == 0);
    }

    @Test
    void aRefusedMessageIsClosedAndTheSessionGoesOn() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient client = greeted(listener)) {
            client.data().send("x", ".");
            FakeApplication.Delivery delivery = application.next();
            delivery.later().decided(new HookResult.Answer(SmtpReply.of(554, "5.6.0", "No")));
            client.expect("554 5.6.0 No").send("NOOP").expect("250");
            assertThat(listener.spooledMessages()).isZero();
            assertThatThrownBy(() -> delivery.later().decided(HookResult.PROCEED))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRecipientIsDecidedLater() throws Exception {
        NettyServer listener = listen();
        application.recipients = question -> null;
        try (TestClient client = greeted(listener)) {
            client.send("HELO client.example")
                    .expect("250")
                    .send("MAIL FROM:<>")
                    .expect("250");
            client.send("RCPT TO:<b@example.org>", "NOOP"); // the second waits
            var later = application.heldRecipients.take();
            assertThat(later.isWanted()).isTrue();
            later.decided(new HookResult.Answer(SmtpReply.of(550, "5.1.1", "Unknown")));
            client.expect("550 5.1.1").expect("250");
        }
    }

    @Test
    void aFailingApplicationIsATemporaryError() throws Exception {
        NettyServer listener = listen();
        application.recipients = question -> {
            throw new IllegalStateException("a test");
        };
        try (TestClient client = greeted(listener)) {
            client.send("HELO client.example")
                    .expect("250")
                    .send("MAIL FROM:<>")
                    .expect("250");
            client.send("RCPT TO:<b@example.org>")
                    .expect("451 4.3.0")
                    .send("NOOP")
                    .expect("250");
        }
    }

    @Test
    void aDecisionAfterTheClientHasGoneIsIgnored() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        FakeApplication.Delivery delivery;
        try (TestClient client = greeted(listener)) {
            client.data().send("x", ".");
            delivery = application.next();
            assertThat(delivery.later().isWanted()).isTrue();
            client.reset();
        }
        await().until(() -> !delivery.later().isWanted());
        await().until(() -> listener.connections() == 0);
        // The bean may still be reading: the content is there until it has decided.
        assertThat(delivery.bytes()).isEqualTo("x\r\n".getBytes(ISO_8859_1));
        delivery.later().decided(HookResult.PROCEED);
        await().until(() -> listener.spooledMessages() == 0);
    }

    @Test
    void aClientThatGoesAwayInTheMiddleOfABodyLeavesNothing() throws Exception {
        NettyServer listener = listen();
        try (TestClient client = greeted(listener)) {
            client.data();
            client.send(lines(200_000));
            await().until(() -> listener.spooledMessages() == 1);
        }
        await().until(() -> listener.connections() == 0);
        assertThat(listener.spooledMessages()).isZero();
        assertThat(application.delivered).isEmpty();
    }

    @Test
    void whoEndsItsOutputAfterQuitHearsAllReplies() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient client = connected(listener)) {
            client.send("HELO c.example", "MAIL FROM:<>", "RCPT TO:<b@example.org>", "DATA");
            client.send("x", ".", "QUIT");
            client.socket.shutdownOutput();
            client.expect("220").expect("250").expect("250").expect("250").expect("354");
            FakeApplication.Delivery delivery = application.next();
            assertThat(delivery.later().isWanted()).isTrue();
            delivery.later().decided(HookResult.PROCEED);
            client.expect("250").expect("221").expectEnd();
        }
        await().until(() -> listener.connections() == 0);
    }

    @Test
    void whoEndsItsOutputAfterTheMessageIsTakenForGoneButAnswered() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        try (TestClient client = greeted(listener)) {
            client.data().send("x", ".");
            FakeApplication.Delivery delivery = application.next();
            client.socket.shutdownOutput();
            await().until(() -> !delivery.later().isWanted());
            delivery.later().decided(HookResult.PROCEED);
            client.expect("250").expectEnd();
        }
        await().until(() -> listener.connections() == 0);
    }

    @Test
    void aSilentClientIsTimedOut() throws Exception {
        NettyServer listener = listen(Duration.ofMillis(200), 100);
        try (TestClient idle = greeted(listener);
                TestClient inBody = greeted(listener)) {
            inBody.data().send("half a message");
            idle.expect("421 4.4.2").expectEnd();
            inBody.expect("421 4.4.2").expectEnd();
        }
        await().until(() -> listener.connections() == 0);
        assertThat(listener.spooledMessages()).isZero();
    }

    @Test
    void whileADecisionIsOpenTheClientIsNotTimedOut() throws Exception {
        NettyServer listener = listen(Duration.ofMillis(200), 100);
        application.holding = true;
        try (TestClient client = greeted(listener);
                TestClient idle = greeted(listener)) {
            client.data().send("x", ".");
            FakeApplication.Delivery delivery = application.next();
            idle.expect("421 4.4.2"); // so much time has passed
            try (TestClient later = greeted(listener)) {
                later.expect("421 4.4.2");
            }
            delivery.later().decided(HookResult.PROCEED);
            client.expect("250").expect("421 4.4.2").expectEnd();
        }
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadFromAndThenClosed() throws Exception {
        NettyServer listener = listen(Duration.ofMillis(500), 100);
        try (TestClient client = greeted(listener)) {
            byte[] commands = "HELP\r\n".repeat(10_000).getBytes(ISO_8859_1);
            long[] sent = new long[1];
            assertThatThrownBy(() -> {
                        while (sent[0] < 1_000_000_000) {
                            client.send(commands);
                            sent[0] += commands.length;
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(sent[0]).isLessThan(100_000_000);
        }
        await().until(() -> listener.connections() == 0);
    }

    @Test
    void aClientThatSendsOnDuringADecisionHasToWait() throws Exception {
        NettyServer listener = listen();
        application.holding = true;
        byte[] body = lines(50_000_000);
        try (TestClient client = greeted(listener)) {
            client.socket.setSendBufferSize(64 * 1024);
            client.data().send("x", ".");
            FakeApplication.Delivery first = application.next();
            long[] sent = new long[1];
            Future<?> sending = pool.submit(() -> {
                client.send("MAIL FROM:<>", "RCPT TO:<b@example.org>", "DATA");
                for (int at = 0; at < body.length; at += 10_000) {
                    client.socket.getOutputStream().write(body, at, Math.min(10_000, body.length - at));
                    synchronized (sent) {
                        sent[0] = at;
                    }
                }
                client.send(".");
                return null;
            });
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
            first.later().decided(HookResult.PROCEED);
            client.expect("250").expect("250").expect("250").expect("354");
            FakeApplication.Delivery second = application.next();
            assertThat(second.bytes()).isEqualTo(body);
            second.later().decided(HookResult.PROCEED);
            client.expect("250");
            sending.get();
        }
    }

    /** Lines that need no transparency. */
    static byte[] lines(int size) {
        byte[] bytes = Spools.noise(size, size);
        for (int i = 0; i < size; i++) {
            byte b = bytes[i];
            bytes[i] = b == '\r' || b == '\n' || b == '.' ? (byte) 'x' : b;
            if (i % 100 == 98) {
                bytes[i] = '\r';
            } else if (i % 100 == 99) {
                bytes[i] = '\n';
            }
        }
        bytes[size - 2] = '\r';
        bytes[size - 1] = '\n';
        return bytes;
    }
}
