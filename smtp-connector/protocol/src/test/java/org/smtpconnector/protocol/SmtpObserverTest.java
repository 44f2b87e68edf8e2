package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpReply;

/** An observer sees each line without its secrets, and the life of each transaction, once. */
class SmtpObserverTest {

    private static final InetSocketAddress END = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    private static final String ENVELOPE = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n";

    private final EventHost host = new EventHost();
    private final Recording seen = new Recording();
    private SmtpEngine engine;

    @BeforeEach
    void connect() {
        connect(EngineSettings.builder()
                .maxMessageSize(100)
                .auth(Requirement.OPTIONAL)
                .insecureAuth(true));
    }

    private void connect(EngineSettings.Builder settings) {
        host.observer = seen;
        engine = new SmtpEngine(settings.build(), host, "s", END, END, Instant.EPOCH);
        engine.connected();
        say("EHLO client.example");
        seen.events.clear();
    }

    @Test
    void aTransactionThatIsTaken() {
        say(ENVELOPE + "DATA\r\nabc\r\n..d\r\n.");

        assertThat(seen.events)
                .containsExactly(
                        "line MAIL FROM:<a@example.org>",
                        "begins s-1 a@example.org",
                        "line RCPT TO:<b@example.org>",
                        "recipient b@example.org 250",
                        "line DATA",
                        "data 9",
                        "ended by 250, from client.example");
    }

    @Test
    void chunksAreToldOneByOne() {
        say(ENVELOPE + "BDAT 3\r\nabcBDAT 4 LAST\r\nde");

        assertThat(seen.ends())
                .containsExactly(
                        "line BDAT 3", "data 3", "line BDAT 4 LAST", "data 4", "ended by 250, from client.example");
    }

    @Test
    void aTransactionEndsOnceHoweverItEnds() {
        say(ENVELOPE + "RSET");
        say(ENVELOPE + "EHLO other.example");
        say("MAIL FROM:<a@example.org> SIZE=101");
        host.answers.put(HookCall.MailFrom.class, new HookResult.Answer(SmtpReply.of(550, "5.7.1", "Not from you")));
        say("MAIL FROM:<a@example.org>");
        host.answers.clear();
        host.answers.put(HookCall.DataStart.class, new HookResult.Answer(SmtpReply.of(451, "4.7.1", "Later")));
        say(ENVELOPE + "DATA");
        host.answers.clear();
        say(ENVELOPE + "DATA\r\n" + "x".repeat(200) + "\r\n.");
        host.answers.put(HookCall.Message.class, new HookResult.Answer(Replies.SHUTTING_DOWN));
        say(ENVELOPE + "DATA\r\n.");

        assertThat(seen.events.stream().filter(event -> event.startsWith("begins")))
                .hasSize(7);
        assertThat(seen.events.stream().filter(event -> event.startsWith("ended")))
                .containsExactly(
                        "ended by null, from client.example",
                        "ended by null, from client.example",
                        "ended by 552, from other.example",
                        "ended by 550, from other.example",
                        "ended by 451, from other.example",
                        "ended by 552, from other.example",
                        "ended by 421, from other.example");
    }

    /** Fault 10 of issue 10: a message that one recipient of several takes has been taken. */
    @Test
    void ofLmtpAllRepliesAreToldAndOnePositiveReplyMakesUpForRefusedRecipients() {
        connect(EngineSettings.builder().protocol(ServerProtocol.LMTP).maxRefusedRecipients(2));
        say("LHLO client.example");
        host.answers.put(HookCall.RcptTo.class, new HookResult.Answer(Replies.NO_SUCH_RECIPIENT));
        say(ENVELOPE.strip());
        host.answers.put(HookCall.RcptTo.class, HookResult.PROCEED);
        SmtpReply no = SmtpReply.of(550, "5.2.1", "Mailbox disabled");
        host.answers.put(HookCall.Message.class, new HookResult.AnswerEach(List.of(no, Replies.OK, Replies.OK)));
        say("RCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nRCPT TO:<d@example.org>\r\nDATA\r\n.");
        assertThat(seen.lastReplies).containsExactly(no, Replies.OK, Replies.OK);
        host.answers.put(HookCall.RcptTo.class, new HookResult.Answer(Replies.NO_SUCH_RECIPIENT));
        say(ENVELOPE.strip());

        assertThat(host.events).last().isEqualTo("550"); // and not 421
    }

    @Test
    void refusedRecipientsAreTold() {
        host.answers.put(HookCall.RcptTo.class, new HookResult.Answer(Replies.NO_SUCH_RECIPIENT));
        say(ENVELOPE);
        assertThat(seen.events).contains("recipient b@example.org 550");
    }

    @Test
    void theOutcomeOfAnAuthenticationIsTold() {
        host.answers.put(HookCall.Authenticate.class, new HookResult.Answer(Replies.AUTHENTICATION_FAILED));
        say("AUTH PLAIN AHVzZXIAc2VjcmV0");
        host.answers.clear();
        say("AUTH LOGIN\r\ndXNlcg==\r\nc2VjcmV0");

        assertThat(seen.events)
                .containsExactly(
                        "line AUTH PLAIN <secret>",
                        "auth PLAIN user 535",
                        "line AUTH LOGIN",
                        "line <secret>",
                        "line <secret>",
                        "auth LOGIN user 235");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH PLAIN AHVzZXIAc2VjcmV0",
        "auth plain AHVzZXIAc2VjcmV0",
        "AUTH  PLAIN  AHVzZXIAc2VjcmV0",
        "AUTH PLAIN AHVzZXIAc2VjcmV0 AHVzZXIAc2VjcmV0",
        "AUTH AHVzZXIAc2VjcmV0",
        "AUTHPLAIN AHVzZXIAc2VjcmV0",
        "' AUTH PLAIN AHVzZXIAc2VjcmV0'",
        "'AUTH\tPLAIN\tAHVzZXIAc2VjcmV0'",
        "AUTH CRAM-MD5 AHVzZXIAc2VjcmV0"
    })
    void noFormOfAuthShowsASecretNorWhatFollowsIt(String line) {
        say(line + "\r\n*\r\nc2VjcmV0\r\nAHVzZXIAc2VjcmV0\r\nNOOP");

        assertThat(seen.events).last().isEqualTo("line NOOP");
        assertThat(seen.events).noneMatch(event -> event.contains("c2Vjcm"));
    }

    @Test
    void aLineThatCannotBeReadIsARemark() {
        say("AUTH PLAIN\0 c2VjcmV0");
        say("c2VjcmV0");
        say("X".repeat(20_000));
        assertThat(seen.events)
                .containsExactly("line <a line that is ill-formed>", "line <secret>", "line <a line that is too long>");
    }

    @Test
    void aTrustedProxysLoginIsNotShown() {
        connect(EngineSettings.builder().xclientTrusted(address -> true));
        say("XCLIENT ADDR=192.0.2.1 LOGIN=alice NAME=[UNAVAILABLE]");
        assertThat(seen.events).containsExactly("line XCLIENT ADDR=192.0.2.1 LOGIN=<secret> NAME=[UNAVAILABLE]");
    }

    private void say(String lines) {
        engine.receive(ByteBuffer.wrap((lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1)), Instant.EPOCH);
    }

    private static final class Recording implements SmtpObserver {

        private final List<String> events = new ArrayList<>();
        private List<SmtpReply> lastReplies = List.of();

        /** Returns the events that came after the recipient. */
        List<String> ends() {
            return events.subList(events.indexOf("recipient b@example.org 250") + 1, events.size());
        }

        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void line(String line) {
            events.add("line " + line);
        }

        @Override
        public void data(long octets) {
            events.add("data " + octets);
        }

        @Override
        public void transactionBegins(String transactionId, SmtpAddress reversePath) {
            events.add("begins " + transactionId + ' ' + reversePath);
        }

        @Override
        public void recipient(SmtpAddress recipient, SmtpReply reply, Verdict verdict) {
            events.add("recipient " + recipient + ' ' + reply.code());
        }

        @Override
        public void transactionEnded(SessionSnapshot session, List<SmtpReply> replies, Verdict verdict) {
            lastReplies = replies;
            events.add(
                    "ended by " + (replies.isEmpty() ? null : replies.get(0).code()) + ", from " + session.heloName());
        }

        @Override
        public void authenticated(SessionSnapshot session, AuthMechanism mechanism, String user, SmtpReply reply) {
            events.add("auth " + mechanism + ' ' + user + ' ' + reply.code());
        }
    }
}
