package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpJournal.Entry;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Verdict;

/** All that happens in a session is in the journal, in the counters and in the logs, once, as it was, and harmless. */
class SessionEventsTest {

    private static final SmtpReply NO = SmtpReply.of(550, "5.7.1", "Not here");
    private static final String BEAN = "org.example.Inbox";

    private final Journal journal = new Journal(0);
    private final LogWriter writer = new LogWriter(Runnable::run);
    private final AuditLog audit = new LoggedAudit(writer);
    private final ListenerEvents listener = new ListenerEvents("mx", journal.ring("mx", 100, 1 << 20), writer, audit);

    @Test
    void aMessageThatWasTaken() {
        session("s").say("EHLO client.example").message("a@example.org", "b@example.org", "Subject: x", "", "y");

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.sequence()).isEqualTo(1);
            assertThat(entry.listener()).isEqualTo("mx");
            assertThat(entry.sessionId()).isEqualTo("s");
            assertThat(entry.transactionId()).contains("s-1");
            assertThat(entry.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(entry.heloName()).isEqualTo("client.example");
            assertThat(entry.reversePath()).contains(SmtpAddress.of("a@example.org"));
            assertThat(entry.recipients()).singleElement().satisfies(recipient -> {
                assertThat(recipient.address()).isEqualTo(SmtpAddress.of("b@example.org"));
                assertThat(recipient.isAccepted()).isTrue();
            });
            assertThat(entry.size()).isEqualTo(17);
            assertThat(entry.reply().orElseThrow().code()).isEqualTo(250);
            assertThat(entry.beans()).containsExactly(BEAN);
            assertThat(entry.queued()).isEqualTo(Duration.ofNanos(1000));
            assertThat(entry.processing()).isEqualTo(Duration.ofNanos(2000));
            assertThat(entry.duration()).isPositive();
            assertThat(entry.transcript().lines())
                    .containsSubsequence(
                            "S: 220 mx.example ESMTP ready",
                            "C: EHLO client.example",
                            "C: MAIL FROM:<a@example.org>",
                            "S: 250 2.1.0 Sender ok",
                            "C: DATA",
                            "S: 354 Start mail input, end with <CR><LF>.<CR><LF>",
                            "C: <17 octets of data>")
                    .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .startsWith("S: 250 2.0.0");
        });
        SmtpStatus.Counters counted = listener.counted();
        assertThat(counted.connections()).isOne();
        assertThat(counted.octets()).isEqualTo(17);
        assertThat(counted.transactions(Outcome.ACCEPTED)).isOne();
        assertThat(counted.deliveries(Outcome.ACCEPTED).count()).isOne();
        assertThat(counted.deliveries(Outcome.ACCEPTED).total()).isEqualTo(Duration.ofNanos(3000));
    }

    @Test
    void whatBecameOfAMessageIsTold() {
        for (Outcome expected : List.of(
                Outcome.REFUSED_BY_BEAN, Outcome.FAILED, Outcome.ROLLED_BACK, Outcome.TIMED_OUT, Outcome.UNAVAILABLE)) {
            ObservedSession session = session(expected.name());
            answer(session, HookCall.Message.class, NO, expected);
            session.say("HELO client.example").message("a@example.org", "b@example.org", "x");

            Entry entry = last();
            assertThat(entry.outcome()).isEqualTo(expected);
            assertThat(entry.reply()).contains(NO);
            assertThat(listener.counted().deliveries(expected).count()).isOne();
        }
    }

    @Test
    void whoRefusedIsTold() {
        ObservedSession session = session("s").say("EHLO client.example");
        answer(session, HookCall.MailFrom.class, NO, Outcome.REFUSED_BY_BEAN);
        session.say("MAIL FROM:<a@example.org>");
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED_BY_BEAN);

        session.answers.clear();
        session.say("MAIL FROM:<a@example.org> SIZE=99999999999");
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);

        session.answers.put(HookCall.RcptTo.class, Verdict.refused(Replies.NO_SUCH_RECIPIENT));
        session.say("MAIL FROM:<a@example.org>", "RCPT TO:<nobody@example.org>", "RSET");
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last().reply()).contains(Replies.NO_SUCH_RECIPIENT);
        assertThat(last().recipientsRefused()).isOne();
    }

    @Test
    void aTransactionThatIsGivenUpOrCutOffIsTold() {
        session("a").say("HELO c.example", "MAIL FROM:<a@example.org>", "RSET");
        assertThat(last().outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(last().reply()).isEmpty();

        ObservedSession quit = session("b").say("HELO c.example", "MAIL FROM:<a@example.org>", "QUIT");
        quit.lost();
        assertThat(entries("b")).extracting(Entry::outcome).containsExactly(Outcome.ABORTED, Outcome.CLOSED);

        ObservedSession cut = session("c").say("HELO c.example", "MAIL FROM:<a@example.org>");
        cut.lost();
        assertThat(entries("c")).extracting(Entry::outcome).containsExactly(Outcome.DISCONNECTED, Outcome.DISCONNECTED);
        assertThat(last().transcript()).endsWith("<the connection is lost>\n");

        ObservedSession late = session("d").say("HELO c.example", "MAIL FROM:<a@example.org>");
        late.engine.shutdown(SmtpReply.of(421, "4.4.2", "Timeout"));
        late.lost();
        assertThat(entries("d")).extracting(Entry::outcome).containsExactly(Outcome.TIMED_OUT, Outcome.TIMED_OUT);
    }

    @Test
    void aDeliveryThatOutlivesItsConnectionIsToldWhenItEnds() {
        ObservedSession session = session("s");
        session.holding = true;
        session.say("HELO c.example").message("a@example.org", "b@example.org", "x");
        session.lost();
        assertThat(entries("s")).extracting(Entry::outcome).containsExactly(Outcome.DISCONNECTED);

        session.events.tooLate(session.engine.session(), accepted());
        Entry entry = last();
        assertThat(entry.transactionId()).contains("s-1");
        assertThat(entry.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(entry.reply()).isEmpty();
        assertThat(listener.counted().deliveries(Outcome.ACCEPTED).count()).isOne();
    }

    @Test
    void aLaterTransactionHasTheOpeningAndItsOwnLinesOnly() {
        session("s")
                .say("EHLO c.example")
                .message("first@example.org", "b@example.org", "x")
                .message("second@example.org", "b@example.org", "x");

        assertThat(last().transcript())
                .contains("C: EHLO c.example\n", "<1 transaction>\nC: MAIL FROM:<second@example.org>\n")
                .doesNotContain("first@example.org");
    }

    @Test
    void aTranscriptIsBounded() {
        ObservedSession session = session("s").say("HELO c.example", "MAIL FROM:<a@example.org>");
        for (int i = 0; i < 10_000; i++) {
            session.say("RCPT TO:<user" + i + "@example.org>");
        }
        session.say("RSET");

        assertThat(last().transcript())
                .hasSizeLessThan(20_000)
                .contains("user0@example.org", "lines are left out>", "user9999@example.org");
        assertThat(last().recipients()).hasSize(Entry.MAX_RECIPIENTS);
        assertThat(last().recipientsAccepted() + last().recipientsRefused()).isEqualTo(10_000);
    }

    @Test
    void everyTransactionHasOneEntryWhateverIsSaid() {
        String[] lines = {
            "EHLO c.example",
            "HELO c.example",
            "MAIL FROM:<a@example.org>",
            "MAIL FROM:<a@example.org> SIZE=99999999999",
            "RCPT TO:<b@example.org>",
            "RCPT TO:<b@example.org>",
            "DATA",
            ".",
            "BDAT 2\r\n",
            "BDAT 2 LAST\r\n",
            "RSET",
            "NOOP",
            "AUTH PLAIN AHVzZXIAc2VjcmV0",
            "AUTH LOGIN",
            "*",
            "what",
            "QUIT"
        };
        List<Class<? extends HookCall>> questions =
                List.of(HookCall.MailFrom.class, HookCall.RcptTo.class, HookCall.DataStart.class);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Journal own = new Journal(0);
            ObservedSession session = new ObservedSession(
                    new ListenerEvents("mx", own.ring("mx", 1000, 1 << 24), writer, AuditLog.OFF), "s");
            session.say("EHLO c.example");
            for (int i = 0; i < 60; i++) {
                session.answers.clear();
                if (random.nextInt(4) == 0) {
                    answer(session, questions.get(random.nextInt(questions.size())), NO, Outcome.REFUSED_BY_BEAN);
                }
                session.say(lines[random.nextInt(lines.length)]);
            }
            session.lost();

            List<String> ids = entries(own).stream()
                    .flatMap(entry -> entry.transactionId().stream())
                    .toList();
            assertThat(ids)
                    .as("seed " + seed)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ids.size())
                            .mapToObj(number -> "s-" + number)
                            .toList());
            assertThat(entries(own))
                    .filteredOn(entry -> entry.transactionId().isEmpty())
                    .hasSize(1);
        }
    }

    @Test
    void whatAClientSaysIsHarmlessInTheTranscript() {
        session("s")
                .say("NOOP \u001b[2J\u202e\u2028\u0085 a\u0007\u200b", "RSET")
                .lost();

        assertThat(last().transcript())
                .contains("C: NOOP \\u001b[2J\\u202e\\u2028\\u0085 a\\u0007\\u200b\n")
                .doesNotContain("\u001b", "\u202e", "\u2028", "\u0085");
    }

    @Test
    void thereIsOneAuditLineForEachTransactionAndNothingCanBreakIt() {
        try (LogCapture log = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            ObservedSession session = session("s").say("EHLO [IPv6:::1]");
            session.message("\"x\\\"\u001b]0;y\"@example.org", "b@example.org", "x");
            session.message("\"{\\\"outcome\\\":\\\"accepted\\\"}\"@example.org", "b@example.org", "x");
            session.say("MAIL FROM:<\u00e4@example.org> SMTPUTF8", "RCPT TO:<\u202eevil@example.org>", "RSET");
            session.lost();
            writer.flush();

            assertThat(log.lines()).isNotEmpty().allSatisfy(line -> {
                assertThat(line).matches("\\{[ -~]*}");
                assertThat(line.split("\"event\":", -1)).hasSize(2);
                assertThat(line).startsWith("{\"event\":\"transaction\",\"time\":\"");
            });
            assertThat(log.lines())
                    .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .contains("\"from\":\"\\u00e4@example.org\"", "\"outcome\":\"");
        }
    }

    @Test
    void anAuthenticationThatIsRefusedHasALineToo() {
        try (LogCapture log = new LogCapture("org.smtpconnector.audit", Level.INFO)) {
            ObservedSession session = session("s");
            answer(session, HookCall.Authenticate.class, Replies.AUTHENTICATION_FAILED, Outcome.REFUSED);
            session.say("EHLO c.example", "AUTH PLAIN AHVzZXIAc2VjcmV0");
            session.answers.clear();
            session.say("AUTH PLAIN AHVzZXIAc2VjcmV0");
            writer.flush();

            assertThat(log.lines())
                    .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                    .contains(
                            "\"event\":\"authentication\"",
                            "\"user\":\"user\"",
                            "\"mechanism\":\"PLAIN\"",
                            "535 5.7.8");
        }
        assertThat(listener.counted().authFailures()).isOne();
        assertThat(listener.counted().authentications()).isOne();
    }

    @Test
    void theTranscriptLogHasEveryLineWithoutSecrets() {
        try (LogCapture log = new LogCapture("org.smtpconnector.transcript", Level.FINE)) {
            new ObservedSession(new ListenerEvents("mx", null, writer, AuditLog.OFF), "s")
                    .say("EHLO c.example", "AUTH PLAIN AHVzZXIAc2VjcmV0", "QUIT");
            writer.flush();

            assertThat(log.lines())
                    .anyMatch(line -> line.matches("s \\+\\d+ms S: 220 mx.example ESMTP ready"))
                    .anyMatch(line -> line.matches("s \\+\\d+ms C: AUTH PLAIN <secret>"))
                    .noneMatch(line -> line.contains("AHVzZXIAc2VjcmV0"));
        }
    }

    @Test
    void nothingIsWrittenDownThatNobodyWants() {
        ObservedSession session = new ObservedSession(new ListenerEvents("mx", null, writer, AuditLog.OFF), "s");
        assertThat(session.events.wantsLines()).isFalse();
        session.say("HELO c.example").message("a@example.org", "b@example.org", "x");
        assertThat(entries()).isEmpty();
    }

    private ObservedSession session(String id) {
        ObservedSession session = new ObservedSession(listener, id);
        session.answers.put(HookCall.Message.class, accepted());
        return session;
    }

    private static void answer(
            ObservedSession session, Class<? extends HookCall> question, SmtpReply reply, Outcome outcome) {
        session.answers.put(question, new Verdict(new HookResult.Answer(reply), outcome, List.of(BEAN), 1000, 2000));
    }

    private static Verdict accepted() {
        return new Verdict(HookResult.PROCEED, Outcome.ACCEPTED, List.of(BEAN), 1000, 2000);
    }

    private List<Entry> entries() {
        return entries(journal);
    }

    private static List<Entry> entries(Journal journal) {
        try {
            return journal.entriesAfter(0, 1000, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Entry> entries(String session) {
        return entries().stream()
                .filter(entry -> entry.sessionId().equals(session))
                .toList();
    }

    private Entry last() {
        List<Entry> entries = entries();
        return entries.get(entries.size() - 1);
    }
}
