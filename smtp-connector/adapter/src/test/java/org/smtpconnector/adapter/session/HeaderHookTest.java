package org.smtpconnector.adapter.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.session.FakeApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HeaderFields;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.LineEndings;

/** The header on its way to the spool: shown, added to, refused. */
class HeaderHookTest extends WireFixture {

    private static final String FIELDS = "X-A: 1\r\nX-B: 2,\r\n\t3\r\n";
    private static final HookResult ADD = new HookResult.AddHeader(HeaderFields.of(FIELDS));
    private static final HookResult NO = new HookResult.Answer(SmtpReply.of(550, "5.7.1", "No"));
    private static final String BDAT_ENVELOPE =
            "EHLO c.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n";

    private final List<String> shown = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private final Deque<Later> open = new ArrayDeque<>();

    private void showHeaders(HookResult decision, boolean later) {
        application.headers = (header, then) -> {
            shown.add(text(header));
            if (later) {
                open.add(then);
                return null;
            }
            return decision;
        };
    }

    private void showData(boolean later) {
        application.data = (chunk, then) -> {
            data.append(text(chunk));
            if (later) {
                open.add(then);
                return null;
            }
            return HookResult.PROCEED;
        };
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    /** Gives the decisions that are open; to the second and later ones of a message, those about data, it does not matter. */
    private void decide(HookResult decision) {
        while (!open.isEmpty()) {
            open.remove().decided(decision);
            wire.runPendingTasks();
        }
    }

    /** The whole of a message at hand, there is nothing easier. */
    private static int emptyLine(String message) {
        Matcher empty = Pattern.compile("(?<=\\A|\n)\r?\n").matcher(message);
        return empty.find() ? empty.start() : -1;
    }

    private static String expectedHeader(String message) {
        int start = emptyLine(message);
        return start < 0 ? message : message.substring(0, message.indexOf('\n', start) + 1);
    }

    private static String expectedContent(String message) {
        int at = emptyLine(message);
        if (at < 0) {
            at = message.equals("\r") || message.endsWith("\n\r") ? message.length() - 1 : message.length();
        }
        boolean unfinished = at > 0 && message.charAt(at - 1) != '\n';
        return message.substring(0, at) + (unfinished ? "\r\n" : "") + FIELDS + message.substring(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\n\r\nbody\r\n\r\nmore\r\n",
                "A: b\r\n c\r\nD: e\r\n\r\n",
                "A: b\r\n\r\n\r\n",
                "\r\nbody\r\n",
                "\r\n",
                "",
                "A: b\r\n",
                "hello\r\nworld\r\n",
                "A: b",
                "A: b\r",
                "A: b\r\n\r",
                "\r",
                "\r\r\nA: b\r\n\r\nbody",
                "A: b\n\nbody\r\n\r\n",
                "\nbody\n",
                "A: b\r\nC\r\r\n\r\n\n",
            })
    void fieldsAreAddedAtTheEndOfTheHeaderWhereverItIsSplit(String message) throws Exception {
        for (int variant = 0; variant < 4; variant++) {
            boolean later = variant % 2 == 1;
            showHeaders(ADD, later);
            if (variant >= 2) {
                showData(later);
            }
            String dialogue = BDAT_ENVELOPE + "BDAT " + message.length() + " LAST\r\n" + message;
            int first = dialogue.length() - message.length();
            for (int split = first; split <= dialogue.length(); split++) {
                receive(dialogue.substring(0, split), dialogue.substring(split));
                checkAndForget(message);
            }
            receive(dialogue.split("(?<=.)|(?<=\\R)"));
            checkAndForget(message);
            receive((BDAT_ENVELOPE + "BDAT " + message.length() + "\r\n" + message), "BDAT 0 LAST\r\n");
            checkAndForget(message);
        }
    }

    private void receive(String... reads) {
        wire.finishAndReleaseAll();
        released.clear();
        begin(LineEndings.LEAVE);
        for (String read : reads) {
            wire.receive(read);
            decide(ADD);
        }
    }

    private void checkAndForget(String message) throws InterruptedException {
        String expected = expectedContent(message);
        FakeApplication.Delivery delivery = application.next();
        assertThat(text(delivery.bytes())).isEqualTo(expected);
        delivery.later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.codes()).endsWith(" 250");
        assertThat(shown).containsExactly(expectedHeader(message));
        shown.clear();
        assertThat(data).asString().isEqualTo(application.data == null ? "" : expected);
        data.setLength(0);
    }

    @Test
    void withDataTheDotsAreDecodedBefore() throws Exception {
        showHeaders(ADD, false);
        wire.receive(ENVELOPE);
        wire.receive("A: b\r\n..c\r\n");
        wire.receive("\r");
        wire.receive("\n..body\r\n.\r\n");
        FakeApplication.Delivery delivery = application.held.element();
        assertThat(shown).containsExactly("A: b\r\n.c\r\n\r\n");
        assertThat(text(delivery.bytes())).isEqualTo("A: b\r\n.c\r\n" + FIELDS + "\r\n.body\r\n");
    }

    @Test
    void eachMessageIsShown() {
        showHeaders(HookResult.PROCEED, false);
        wire.receive(BDAT_ENVELOPE + "BDAT 8 LAST\r\nA: 1\r\n\r\n");
        application.held.remove().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        wire.receive("MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nBDAT 8 LAST\r\nA: 2\r\n\r\n");
        application.headers = null;
        application.held.remove().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        wire.receive("MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nBDAT 8 LAST\r\nA: 3\r\n\r\n");

        assertThat(shown).containsExactly("A: 1\r\n\r\n", "A: 2\r\n\r\n");
    }

    @Test
    void aHeaderOfExactlyTheLimitIsAddedTo() {
        String header = header(HeaderCollector.MAX);
        assertThat(longHeader(header, "body\r\n")).isEqualTo(expectedContent(header + "body\r\n"));
        assertThat(shown).containsExactly(header);
    }

    @Test
    void aHeaderOfMoreIsShownAsFarAsItGoesAndNotAddedTo() {
        for (int more = 1; more <= 5; more++) {
            String header = header(HeaderCollector.MAX + more);
            assertThat(longHeader(header, "body\r\n")).isEqualTo(header + "body\r\n");
            assertThat(shown).containsExactly(header.substring(0, HeaderCollector.MAX));
            shown.clear();
            application.held.remove().later().decided(HookResult.PROCEED);
            wire.runPendingTasks();
        }
    }

    private String longHeader(String header, String body) {
        showHeaders(ADD, false);
        wire.receive(ENVELOPE);
        String message = header + body + ".\r\n";
        for (int at = 0; at < message.length(); at += 16_384) {
            wire.receive(message.substring(at, Math.min(at + 16_384, message.length())));
        }
        return text(application.held.element().bytes());
    }

    private static String header(int length) {
        String line = "A: " + "x".repeat(59) + "\r\n";
        String lines = line.repeat(length / 64 - 1);
        return lines + "B: " + "y".repeat(length - 7 - lines.length()) + "\r\n\r\n";
    }

    @Test
    void whileTheDecisionIsOpenNothingMoreIsReadThanOneRead() {
        showHeaders(null, true);
        wire.receive(ENVELOPE);
        wire.receive("A: b\r\n\r\nbo");
        assertThat(wire.config().isAutoRead()).isTrue(); // to notice a client that goes away
        wire.receive("dy\r\n.\r\nNOOP\r\n");
        assertThat(wire.config().isAutoRead()).isFalse();
        assertThat(application.held).isEmpty();
        wire.sent();
        decide(ADD);
        assertThat(wire.config().isAutoRead()).isFalse(); // NOOP waits for the message
        FakeApplication.Delivery delivery = application.held.remove();
        assertThat(text(delivery.bytes())).isEqualTo("A: b\r\n" + FIELDS + "\r\nbody\r\n");
        delivery.later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("250 250");
        assertThat(wire.config().isAutoRead()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedWithTheRestStillToComeTheSessionGoesOn(boolean later) {
        showHeaders(NO, later);
        wire.receive(ENVELOPE + "A: b\r\n\r\nbo");
        decide(NO);
        wire.sent();
        assertThat(spools.openCount()).isZero();
        wire.receive("dy\r\nQUIT\r\n");
        assertThat(wire.sent()).isEmpty();
        wire.receive(".\r\nRCPT TO:<b@example.org>\r\n");
        assertThat(wire.sent()).startsWith("550 5.7.1 No\r\n503 ");
        showHeaders(ADD, false);
        wire.receive("MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nA: b\r\n.\r\n");
        assertThat(text(application.held.element().bytes())).isEqualTo("A: b\r\n" + FIELDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedWithAllOfItAtHandTheRefusalAnswersTheMessage(boolean later) {
        showHeaders(NO, later);
        wire.receive(ENVELOPE + "A: b\r\n\r\nbody\r\n.\r\nRCPT TO:<b@example.org>\r\n");
        decide(NO);
        assertThat(wire.codes()).isEqualTo("250 250 250 354 550 503");
        assertThat(application.held).isEmpty();
        assertThat(spools.openCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedAtTheEndOfAMessageThatIsAllHeader(boolean later) {
        showHeaders(NO, later);
        wire.receive(ENVELOPE + "A: b\r\n.\r\nRCPT TO:<b@example.org>\r\n");
        decide(NO);
        assertThat(wire.codes()).isEqualTo("250 250 250 354 550 503");
        assertThat(application.held).isEmpty();
        assertThat(spools.openCount()).isZero();
    }

    @Test
    void refusedWith421TheSessionEndsAfterTheBody() {
        SmtpReply goAway = SmtpReply.of(421, "4.7.0", "Go away");
        showHeaders(new HookResult.Answer(goAway), false);
        wire.receive(ENVELOPE + "A: b\r\n\r\nbo");
        wire.receive("dy\r\n.\r\n");
        assertThat(wire.codes()).isEqualTo("250 250 250 354 421");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void anApplicationThatFailsIsATemporaryRefusal() {
        application.headers = (header, later) -> {
            throw new IllegalStateException("a test");
        };
        wire.receive(ENVELOPE + "A: b\r\n\r\nbody\r\n.\r\nNOOP\r\n");
        assertThat(wire.codes()).isEqualTo("250 250 250 354 451 250");
    }
}
