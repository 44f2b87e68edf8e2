package org.smtpconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transcript that does not tell the truth fails, however it is run. */
class EngineDialogueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // another code, another text, too few replies, too many, in another order
                "S: 220 *\nC: NOOP\nS: 500 *\n",
                "S: 220 *\nC: NOOP\nS: 250 2.0.0 Okay\n",
                "S: 220 *\nC: NOOP\n",
                "S: 220 *\nC: NOOP\nS: 250 *\nS: 250 *\n",
                "S: 220 *\nC: QUIT\nC: NOOP\nS: 250 *\nS: 221 *\nE:\n",
                // no greeting expected
                "C: NOOP\nS: 250 *\n",
                // a whole reply of another code, or with more lines
                "S: 220 *\nC: EHLO x\nS: 220 ...\n",
                "S: 220 *\nC: EHLO x\nS: 250 *\n",
                // closed, and not closed
                "S: 220 *\nC: QUIT\nS: 221 *\n",
                "S: 220 *\nC: NOOP\nS: 250 *\nE:\n",
                // TLS that was not asked for
                "S: 220 *\nTLS:\n"
            })
    void lies(String dialogue) {
        assertFails(dialogue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M: y\n", "N: x\n", "M: x\nM: x\n", "M: x\nM-\nM: x\n"})
    void liesAboutTheMessage(String message) {
        assertFails(
                """
                S: 220 *
                C: HELO x
                S: 250 *
                C: MAIL FROM:<>
                S: 250 *
                C: RCPT TO:<a@b>
                S: 250 *
                C: DATA
                S: 354 *
                C: x
                C: .
                %sS: 250 *
                """
                        .formatted(message));
    }

    private static void assertFails(String dialogue) {
        Transcript transcript = Transcript.parse("test", "=== Lie\n" + dialogue).get(0);
        for (EngineDialogue.Cut cut : EngineDialogue.Cut.values()) {
            assertThatExceptionOfType(AssertionError.class)
                    .as("%s", cut)
                    .isThrownBy(() -> EngineDialogue.run(transcript, cut, false, false))
                    .withMessageContaining("test:1: Lie");
        }
    }

    @Test
    void readsTheFormat() {
        List<Transcript> transcripts = Transcript.parse(
                "x.txt",
                """
                # comment
                O: maxMessageSize 5
                S: 220 *

                === One
                C: a\\r\\x41\\0\\\\ \\{xy*3}ä
                M: m
                N: n
                M-
                M: o
                === Two
                O: maxMessageSize 6
                R: b
                E:
                """);

        assertThat(transcripts).hasSize(2);
        Transcript one = transcripts.get(0);
        assertThat(one).hasToString("x.txt:5: One");
        assertThat(one.options()).containsEntry("maxMessageSize", "5");
        assertThat(one.steps().get(1)).isEqualTo(new Step.Send(6, Octets.parse("a\\r\\x41\\0\\\\ \\{xy*3}ä\\r\\n")));
        assertThat(Octets.parse("\\r\\x41\\0\\\\ \\{xy*3}ä").toBytes())
                .containsExactly('\r', 'A', 0, '\\', ' ', 'x', 'y', 'x', 'y', 'x', 'y', (byte) 0xC3, (byte) 0xA4);
        assertThat(one.messages()).containsExactly(ascii("m\r\nn"), ascii("o\r\n"));
        assertThat(transcripts.get(1).options()).containsEntry("maxMessageSize", "6");
        assertThat(transcripts.get(1).endsWithClose()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: what", "C: \\q", "hello", "A: rcpt maybe", "A: whatever proceed", "C: \\{x*y}"})
    void whatIsNotUnderstoodIsNamed(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transcript.parse("x.txt", "=== T\nC: ok\n" + line))
                .withMessageContaining("x.txt:3")
                .withMessageContaining("not understood");
    }

    @Test
    void aSettingThatDoesNotExistIsNamed() {
        Transcript transcript =
                Transcript.parse("x.txt", "O: colour blue\n=== T\nS: 220 *\n").get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineDialogue.run(transcript, EngineDialogue.Cut.LINES, false, false))
                .withMessageContaining("colour");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
