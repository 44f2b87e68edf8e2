package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.api.SmtpReply;

/**
 * The published ways to end the data for one server and not for the next (SMTP smuggling: CVE-2023-51764 Postfix, CVE-2023-51765
 * Sendmail, CVE-2023-51766 Exim, CVE-2023-51747 James): each in every mode, none of them starts a second message.
 */
class SmugglingTest {

    private static final List<String> ENDS = List.of(
            "\n.\n",
            "\n.\r\n",
            "\r\n.\n",
            "\r.\r",
            "\r.\r\n",
            "\r\n.\r",
            "\n.\r",
            "\r.\n",
            "\r\r\n.\r\r\n",
            "\r\n.\r\r\n",
            "\r\r\n\n.\n",
            "\n\n.\n\n",
            "\r\n\0.\r\n",
            "\r\n.\0\r\n",
            "\0\n.\n",
            "\r\n.\r\0\n",
            "\r\n .\r\n",
            "\r\n. \r\n",
            "\r\n.\t\r\n",
            "\r\n..\r\n",
            "\r\n.\u000b\r\n",
            "\r\n.\u0085",
            "\u0085.\u0085");

    static Stream<Arguments> variants() {
        return ENDS.stream().flatMap(end -> Stream.of(LineEndings.values()).map(mode -> Arguments.of(end, mode)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void isOneMessageAtMost(String end, LineEndings mode) {
        List<String> replies = run(end, mode, EnumSet.noneOf(Leniency.class));

        // Greeting, EHLO, MAIL, RCPT, DATA, one answer to the one body, QUIT: nothing in the body was taken for a
        // command.
        assertThat(replies).hasSize(7);
        assertThat(replies.subList(0, 5)).containsExactly("220", "250", "250", "250", "354");
        assertThat(replies.get(5)).isIn("250", "554");
        assertThat(replies.get(6)).isEqualTo("221");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aBareLineEndingIsNeverAcceptedStrictly(String end, LineEndings mode) {
        boolean bare = end.replace("\r\n", "").matches("(?s).*[\r\n].*");
        boolean refused = run(end, mode, EnumSet.noneOf(Leniency.class)).get(5).equals("554");

        assertThat(refused).isEqualTo(bare && mode == LineEndings.STRICT);
    }

    private static List<String> run(String end, LineEndings mode, EnumSet<Leniency> leniencies) {
        List<String> replies = new ArrayList<>();
        SmtpHost host = new KeepNothingHost() {
            @Override
            public void reply(SmtpReply reply) {
                replies.add(String.valueOf(reply.code()));
            }
        };
        EngineSettings settings = EngineSettings.builder()
                .lineEndings(mode)
                .leniencies(leniencies)
                .build();
        SmtpEngine engine = new SmtpEngine(
                settings,
                host,
                "s1",
                new InetSocketAddress("192.0.2.25", 25),
                new InetSocketAddress("192.0.2.1", 1),
                Instant.EPOCH);
        engine.connected();
        String dialogue =
                "EHLO outer.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\nDATA\r\nouter" + end
                        + "MAIL FROM:<admin@example.org>\r\nRCPT TO:<victim@example.net>\r\nDATA\r\ninner\r\n.\r\nQUIT\r\n";
        engine.receive(ByteBuffer.wrap(dialogue.getBytes(StandardCharsets.ISO_8859_1)), Instant.EPOCH);
        return replies;
    }
}
