package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.session.FakeApplication.Later;
import org.smtpconnector.adapter.spool.ByteQuota;
import org.smtpconnector.adapter.spool.SpoolFactory;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.HookResult;

/** The content in pieces on its way to the spool. */
class DataHookTest extends WireFixture {

    private static final HookResult NO = new HookResult.Answer(SmtpReply.of(550, "5.7.1", "No"));
    /** As the sockets have it. */
    private static final int READ = 16 * 1024;

    private final List<byte[]> shown = new ArrayList<>();
    private final Deque<Later> open = new ArrayDeque<>();

    /** Shows the content; decides at once if there is a decision. */
    private void show(HookResult decision) {
        application.data = (chunk, later) -> {
            shown.add(chunk);
            if (decision == null) {
                open.add(later);
            }
            return decision;
        };
    }

    private void decide(HookResult decision) {
        open.remove().decided(decision);
        wire.runPendingTasks();
    }

    private static String lines(int size) {
        return ("x".repeat(62) + "\r\n").repeat(size / 64);
    }

    private void receive(String input) {
        for (int at = 0; at < input.length(); at += READ) {
            wire.receive(input.substring(at, Math.min(input.length(), at + READ)));
        }
    }

    private void assertShown(byte[] content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < shown.size(); i++) {
            if (i < shown.size() - 1) {
                assertThat(shown.get(i)).hasSize(ContentHooks.CHUNK);
            }
            assertThat(shown.get(i).length).isBetween(1, ContentHooks.CHUNK);
            all.writeBytes(shown.get(i));
        }
        assertThat(all.toByteArray()).isEqualTo(content);
    }

    @Test
    void piecesComeInOrderAndTheLastBeforeTheMessage() {
        show(HookResult.PROCEED);
        receive(ENVELOPE + lines(1_000_000) + ".\r\n");
        assertThat(shown).hasSize(16);
        assertShown(application.held.element().bytes());
    }

    @Test
    void eachPieceIsDecidedBeforeMoreIsRead() {
        show(null);
        wire.receive(ENVELOPE);
        String content = lines(1_000_000);
        int at = 0;
        int decisions = 0;
        while (at < content.length()) {
            if (wire.config().isAutoRead()) {
                wire.receive(content.substring(at, Math.min(content.length(), at + READ)));
                at += READ;
                assertThat(open).hasSizeLessThanOrEqualTo(1);
            } else {
                int before = shown.size();
                decide(HookResult.PROCEED);
                decisions++;
                assertThat(shown).hasSizeBetween(before, before + 1);
            }
        }
        assertThat(decisions).isGreaterThanOrEqualTo(10);
        while (!open.isEmpty()) {
            decide(HookResult.PROCEED);
        }
        wire.receive(".\r\n");
        assertThat(application.held).isEmpty();
        decide(HookResult.PROCEED);
        assertShown(application.held.element().bytes());
    }

    @Test
    void oneLongReadIsCutToo() {
        show(null);
        wire.receive(ENVELOPE + lines(ContentHooks.CHUNK) + lines(READ) + ".\r\nNOOP\r\n");
        assertThat(shown).hasSize(1);
        decide(HookResult.PROCEED);
        assertThat(shown).hasSize(2);
        assertThat(application.held).isEmpty();
        decide(HookResult.PROCEED);
        assertShown(application.held.element().bytes());
    }

    @Test
    void anEmptyMessageHasNoPiece() {
        show(NO);
        wire.receive(ENVELOPE + ".\r\n");
        assertThat(shown).isEmpty();
        assertThat(application.held).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedInTheMiddleTheRestIsDrainedAndTheSessionGoesOn(boolean later) {
        show(later ? null : NO);
        receive(ENVELOPE + lines(100_000));
        assertThat(shown).hasSize(1);
        if (later) {
            assertThat(spools.openCount()).isOne();
            decide(NO);
        }
        assertThat(spools.openCount()).isZero();
        wire.sent();
        receive(lines(500_000) + "QUIT\r\n");
        assertThat(wire.sent()).isEmpty();
        wire.receive(".\r\nNOOP\r\n");
        assertThat(wire.codes()).isEqualTo("550 250");
        assertThat(shown).hasSize(1);
        assertThat(application.held).isEmpty();

        show(HookResult.PROCEED);
        shown.clear();
        wire.receive("MAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nx\r\n.\r\n");
        assertShown(application.held.element().bytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusedAtTheLastPieceTheRefusalAnswersTheMessage(boolean later) {
        show(later ? null : NO);
        wire.receive(ENVELOPE + "x\r\n.\r\nNOOP\r\n");
        if (later) {
            decide(NO);
        }
        assertThat(wire.codes()).isEqualTo("250 250 250 354 550 250");
        assertThat(spools.openCount()).isZero();
    }

    @Test
    void aBodyThatIsRefusedWhileAPieceIsOpenDoesNotGetAheadOfIt() {
        show(null);
        // In one read: a piece, what makes the message ill-formed, and the next message.
        wire.receive("EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nBDAT " + ContentHooks.CHUNK + "\r\n"
                + lines(ContentHooks.CHUNK) + "BDAT 4 LAST\r\na\nb\nMAIL FROM:<>\r\n");
        assertThat(spools.openCount()).isZero();
        assertThat(open.element().isWanted()).isFalse();
        assertThat(wire.codes()).isEqualTo("250 250 250 250 554");
        wire.receive("RCPT TO:<b@example.org>\r\n");
        assertThat(wire.codes()).isEmpty();
        decide(NO); // of the message that is refused already
        assertThat(wire.codes()).isEqualTo("250 250");
    }

    @Test
    void aMessageThatCannotBeKeptIs452() {
        connect(new SpoolFactory(1000, budget, new ByteQuota(Long.MAX_VALUE), () -> {
            throw new IOException("No space left on device");
        }));
        show(null);
        receive(ENVELOPE + lines(100_000) + ".\r\nNOOP\r\n");
        assertThat(open).isEmpty();
        assertThat(wire.codes()).isEqualTo("250 250 250 354 452 250");
    }

    @Test
    void aMessageThatCannotBeKeptAfterItsEndIs452() {
        application.headers = (header, later) -> {
            open.add(later);
            return null;
        };
        connect(new SpoolFactory(10, budget, new ByteQuota(Long.MAX_VALUE), () -> {
            throw new IOException("No space left on device");
        }));
        wire.receive(ENVELOPE + "A: b\r\n\r\nmore than there is room for\r\n.\r\nNOOP\r\n");
        assertThat(spools.openCount()).isOne();
        decide(HookResult.PROCEED);
        assertThat(wire.codes()).isEqualTo("250 250 250 354 452 250");
        assertThat(spools.openCount()).isZero();
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() {
        show(null);
        receive(ENVELOPE + lines(100_000));
        assertThat(open.element().isWanted()).isTrue();
        assertThat(wire.close().isSuccess()).isTrue();
        assertThat(open.element().isWanted()).isFalse();
        assertThat(spools.openCount()).isZero();
        assertThat(application.ended).hasSize(1);
        decide(HookResult.PROCEED);
        assertThat(shown).hasSize(1);
        assertThat(application.ended).hasSize(1);
    }

    @Test
    void shutdownWhileAPieceIsOpenEndsTheSessionAtOnce() {
        show(null);
        receive(ENVELOPE + lines(100_000));
        handler.shutdown();
        assertThat(wire.codes()).isEqualTo("250 250 250 354 421");
        assertThat(wire.isOpen()).isFalse();
        decide(NO);
    }
}
