package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.MessageKeys;
import org.smtpconnector.adapter.config.Rate;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Requirement;

/** Each limit, over sockets: its key, its reply, its counter; and that others, and what comes later, are not harmed. */
class LimitsTest extends TransportFixture {

    private NettyServer listener;

    @Test
    void connectionsOfOneClient() throws Exception {
        listen(settings().with(LimitKeys.MAX_CONNECTIONS_PER_CLIENT, 2));
        try (TestClient one = from("127.0.0.2").expect("220");
                TestClient two = from("127.0.0.2").expect("220");
                TestClient other = from("127.0.0.3").expect("220")) {
            try (TestClient three = from("127.0.0.2")) {
                three.expect("421 4.7.0 Too many connections from your network").expectEnd();
            }
            await().until(() -> listener.connections() == 3);
            reached("max-connections-per-client", 1);
            two.send("QUIT").expect("221").expectEnd();
            await().until(() -> listener.connections() == 2);
            from("127.0.0.2").expect("220").close();
            one.send("NOOP").expect("250");
            other.send("NOOP").expect("250");
        }
        assertThat(application.begun).hasValue(4);
    }

    @Test
    void messagesOfOneClientInATime() throws Exception {
        listen(settings().with(LimitKeys.MESSAGE_RATE_PER_CLIENT, Rate.of(2, Duration.ofHours(1))));
        try (TestClient one = from("127.0.0.2").expect("220");
                TestClient other = from("127.0.0.3").expect("220")) {
            one.data().send("1", ".").expect("250");
            one.data().send("2", ".").expect("250");
            one.send("MAIL FROM:<>").expect("451 4.7.1").send("NOOP").expect("250");
            other.data().send("1", ".").expect("250");
        }
        try (TestClient again = from("127.0.0.2").expect("220")) {
            again.send("HELO c.example").expect("250").send("MAIL FROM:<>").expect("451 4.7.1");
        }
        reached("message-rate-per-client", 2);
    }

    @Test
    void messagesOfOneConnection() throws Exception {
        listen(settings().with(LimitKeys.MAX_MESSAGES, 2));
        try (TestClient client = greeted(listener)) {
            client.data().send("1", ".").expect("250");
            client.data().send("2", ".").expect("250");
            client.send("MAIL FROM:<>").expect("421 4.7.0").expectEnd();
        }
        reached("max-messages-per-connection", 1);
    }

    @Test
    void recipients() throws Exception {
        listen(settings());
        try (TestClient client = greeted(listener)) {
            client.send("HELO c.example").expect("250").send("MAIL FROM:<>").expect("250");
            for (int i = 0; i < 100; i++) {
                client.send("RCPT TO:<r" + i + "@example.org>").expect("250");
            }
            client.send("RCPT TO:<one@example.org>").expect("452 4.5.3");
            client.send("DATA").expect("354").send("x", ".").expect("250");
        }
        reached("max-recipients", 1);
    }

    @Test
    void theSizeOfAMessageAndOfALine() throws Exception {
        listen(settings().with(MessageKeys.MAX_MESSAGE_SIZE, 100_000L).with(LimitKeys.MAX_DATA_LINE, 2000));
        try (TestClient client = greeted(listener)) {
            client.data();
            client.send(SessionTest.lines(200_000));
            client.send(".").expect("552 5.3.4");
            client.data().send("x".repeat(3000), ".").expect("554 5.6.0");
            client.data().send("x", ".").expect("250");
        }
        reached("max-message-size", 1);
        reached("max-data-line", 1);
    }

    @Test
    void anEndlessCommandIsReadAndNotKept() throws Exception {
        listen(settings());
        try (TestClient client = greeted(listener)) {
            byte[] endless = "x".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int i = 0; i < 200; i++) {
                client.send(endless);
            }
            client.send("").expect("500 5.5.2 Line too long").send("NOOP").expect("250");
        }
        reached("max-command-line", 1);
    }

    @Test
    void errors() throws Exception {
        listen(settings().with(LimitKeys.MAX_ERRORS, 3));
        try (TestClient client = greeted(listener)) {
            client.send("WHAT").expect("500").send("RCPT TO:<b@example.org>").expect("503");
            client.send("DATA")
                    .expect("503")
                    .expect("421 4.7.0 Too many errors")
                    .expectEnd();
        }
        reached("max-errors", 1);
    }

    @Test
    void refusedRecipients() throws Exception {
        application.recipients = question -> question.recipient().localPart().startsWith("guess")
                ? new HookResult.Answer(Replies.NO_SUCH_RECIPIENT)
                : HookResult.PROCEED;
        listen(settings().with(LimitKeys.MAX_REFUSED_RECIPIENTS, 3));
        try (TestClient client = greeted(listener)) {
            client.send("HELO c.example").expect("250");
            for (int i = 0; i < 2; i++) { // each message that is taken begins the count anew
                client.send("MAIL FROM:<>").expect("250");
                client.send("RCPT TO:<guess1@example.org>").expect("550 5.1.1");
                client.send("RCPT TO:<guess2@example.org>").expect("550 5.1.1");
                client.send("RCPT TO:<known@example.org>").expect("250");
                client.send("DATA").expect("354").send("x", ".").expect("250");
            }
            client.send("MAIL FROM:<>")
                    .expect("250")
                    .send("RCPT TO:<guess1@example.org>")
                    .expect("550 5.1.1");
            client.send("RSET").expect("250").send("MAIL FROM:<>").expect("250");
            client.send("RCPT TO:<guess2@example.org>").expect("550 5.1.1");
            client.send("RCPT TO:<guess3@example.org>").expect("550 5.1.1");
            client.expect("421 4.7.0 Too many recipients refused").expectEnd();
        }
        reached("max-refused-recipients", 1);
    }

    @Test
    void commandsThatBringNoMessage() throws Exception {
        listen(settings().with(LimitKeys.MAX_JUNK_COMMANDS, 10));
        try (TestClient client = greeted(listener)) {
            client.send("HELO c.example").expect("250");
            for (int i = 0; i < 7; i++) {
                client.send("NOOP").expect("250");
            }
            client.data().send("x", ".").expect("250");
            String said = "250";
            for (int i = 0; i < 12 && said.startsWith("250"); i++) {
                said = client.send("NOOP").reply();
            }
            assertThat(said).startsWith("421 4.7.0 Too many commands without a message");
        }
        reached("max-junk-commands", 1);
    }

    @Test
    void wrongCredentialsOfOneConnection() throws Exception {
        refuseCredentials();
        listen(auth().with(AuthKeys.MAX_FAILURES, 2).with(AuthKeys.FAILURE_DELAY, Duration.ZERO));
        try (TestClient client = greeted(listener)) {
            client.send("EHLO c.example").expect("250");
            client.send("AUTH PLAIN AGEAYg==").expect("535 5.7.8");
            client.send("AUTH PLAIN AGEAYg==")
                    .expect("535 5.7.8")
                    .expect("421 4.7.0")
                    .expectEnd();
        }
        reached("auth.max-failures", 1);
    }

    @Test
    void filesOfAllMessages() throws Exception {
        listen(settings().with(MessageKeys.SPOOL_DISK_BUDGET, 300_000L));
        try (TestClient client = greeted(listener);
                TestClient other = greeted(listener)) {
            other.data();
            other.send(SessionTest.lines(200_000));
            await().until(() -> listener.spooledMessages() == 1);
            client.data();
            client.send(SessionTest.lines(200_000));
            client.send("RSET", ".").expect("452 4.3.1"); // at the true end, not before
            client.data().send("fits the heap", ".").expect("250");
            other.send(".").expect("250");
            await().until(() -> listener.spooledMessages() == 0);
            client.data();
            client.send(SessionTest.lines(200_000));
            client.send(".").expect("250");
        }
        reached("spool.disk-budget", 1);
    }

    /** RFC 1870 section 6.1: at once, and not after the whole message has been sent. */
    @Test
    void aDeclaredSizeThatTheFilesOfAllMessagesHaveNoRoomFor() throws Exception {
        listen(settings()
                .with(MessageKeys.SPOOL_DISK_BUDGET, 300_000L)
                .with(LimitKeys.MESSAGE_RATE_PER_CLIENT, Rate.of(1, Duration.ofDays(1))));
        try (TestClient client = greeted(listener)) {
            client.send("EHLO c.example").expect("250");
            client.send("MAIL FROM:<a@example.org> SIZE=300001").expect("452 4.3.1");
            client.send("MAIL FROM:<a@example.org> SIZE=300000").expect("250"); // the first that counts for the rate
        }
        reached("spool.disk-budget", 1);
    }

    /** Neither text nor time tells an unknown user, which is found out at once, from a wrong password, which takes a while. */
    @Test
    void unknownUsersLookLikeWrongPasswords() throws Exception {
        application.others = (question, later) -> {
            if (!(question instanceof HookCall.Authenticate authenticate)) {
                return HookResult.PROCEED;
            }
            HookResult no = new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
            if (authenticate.credential().authenticationId().equals("unknown")) {
                return no;
            }
            // A hash that takes a while.
            CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS, pool).execute(() -> later.decided(no));
            return null;
        };
        listen(auth().with(AuthKeys.FAILURE_DELAY, Duration.ofMillis(400)));
        String unknown = "AUTH PLAIN AHVua25vd24AYg=="; // unknown, b
        String wrong = "AUTH PLAIN AGEAYg=="; // a, b
        List<Long> times = List.of(
                time(unknown, "127.0.0.2"),
                time(wrong, "127.0.0.3"),
                time(unknown, "127.0.0.4"),
                time(wrong, "127.0.0.5"));
        assertThat(times).allSatisfy(time -> assertThat(time).isBetween(400L, 700L));
        assertThat(time(unknown, "127.0.0.2")).isGreaterThanOrEqualTo(800); // the second of this client
        System.getLogger(LimitsTest.class.getName()).log(System.Logger.Level.INFO, "ms until 535: " + times);
    }

    /** Milliseconds until a credential is refused. */
    private long time(String command, String address) throws Exception {
        try (TestClient client = from(address).expect("220")) {
            client.send("EHLO c.example").expect("250");
            long start = System.nanoTime();
            assertThat(client.send(command).reply())
                    .isEqualTo(Replies.AUTHENTICATION_FAILED.toString().trim());
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
    }

    private void refuseCredentials() {
        application.others = (question, later) -> question instanceof HookCall.Authenticate
                ? new HookResult.Answer(Replies.AUTHENTICATION_FAILED)
                : HookResult.PROCEED;
    }

    private ListenerSettings settings() {
        return settings(List.of("127.0.0.1"), 0, LONG, 100);
    }

    private ListenerSettings auth() {
        return settings().with(AuthKeys.MODE, Requirement.OPTIONAL).with(AuthKeys.ALLOW_INSECURE, true);
    }

    @Override
    NettyServer listen(ListenerSettings settings) throws ServerBindException {
        listener = super.listen(settings);
        return listener;
    }

    private TestClient from(String client) throws Exception {
        return TestClient.connect(address(listener), client);
    }

    private void reached(String key, long count) {
        assertThat(application.events().counted().limitsReached()).containsEntry(key, count);
    }
}
