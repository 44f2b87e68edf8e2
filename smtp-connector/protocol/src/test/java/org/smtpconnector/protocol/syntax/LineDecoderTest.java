package org.smtpconnector.protocol.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.protocol.ByteBuffers;

class LineDecoderTest {

    private static final int LIMIT = 20;

    /** The rules said once more, on the whole input: cut at each CRLF, then look at each line. */
    private static List<String> naive(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        List<String> results = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n", start)) {
            String line = text.substring(start, end);
            start = end + 2;
            if (line.length() + 2 > LIMIT) {
                results.add("TOO_LONG");
            } else if (line.matches("(?s).*[\r\n\0\u00ff].*")) { // FF is never part of UTF-8
                results.add("ILL_FORMED");
            } else {
                results.add(line);
            }
        }
        return results;
    }

    private static List<String> decode(byte[] input, Random splits) {
        LineDecoder decoder = new LineDecoder(false);
        List<String> results = new ArrayList<>();
        int start = 0;
        while (start < input.length) {
            int end = start + 1 + splits.nextInt(input.length - start);
            ByteBuffer in = ByteBuffers.random(input, start, end, splits);
            while (in.hasRemaining()) {
                LineDecoder.Result result = decoder.decode(in, LIMIT);
                switch (result) {
                    case LINE -> results.add(decoder.line());
                    case MORE -> assertThat(in.hasRemaining()).isFalse();
                    default -> results.add(result.name());
                }
            }
            start = end;
        }
        return results;
    }

    @Test
    void agreesWithTheNaiveModelOnGeneratedInput() {
        int lines = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] input = ByteBuffers.generate(random, 20);
            List<String> expected = naive(input);
            assertThat(decode(input, random)).as("seed %d", seed).isEqualTo(expected);
            lines += expected.size();
        }
        assertThat(lines).isGreaterThan(50_000);
    }

    @Test
    void readsUtf8AcrossBuffers() {
        LineDecoder decoder = new LineDecoder(false);
        byte[] octets = "MAIL FROM:<ä@€.example>\r\n".getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < octets.length - 1; i++) {
            assertThat(decoder.decode(ByteBuffer.wrap(octets, i, 1), 512)).isEqualTo(LineDecoder.Result.MORE);
        }
        assertThat(decoder.decode(ByteBuffer.wrap(octets, octets.length - 1, 1), 512))
                .isEqualTo(LineDecoder.Result.LINE);
        assertThat(decoder.line()).isEqualTo("MAIL FROM:<ä@€.example>");
    }

    /** Fault 16 of issue 10: content may come behind a line that cannot be read. */
    @ParameterizedTest
    @CsvSource({
        "BDAT 6, BDAT",
        "bdat 6, BDAT",
        "BDAT\t6, BDAT",
        "BDATA 6, UNKNOWN",
        "BDA, UNKNOWN",
        "NOOP BDAT 6, UNKNOWN",
        "Data x, DATA",
        "DATABASE, UNKNOWN"
    })
    void theVerbOfALineIsKnownThoughTheLineCannotBeRead(String line, Verb expected) {
        for (String end : List.of("", " ".repeat(30))) {
            for (String spoiled : List.of(line + end + "\r\n", line + end + "\n\0\r\n")) {
                byte[] octets = spoiled.getBytes(StandardCharsets.ISO_8859_1);
                for (int cut = 0; cut < octets.length; cut++) {
                    LineDecoder decoder = new LineDecoder(false);
                    assertThat(decoder.decode(ByteBuffer.wrap(octets, 0, cut), LIMIT))
                            .isEqualTo(LineDecoder.Result.MORE);
                    decoder.decode(ByteBuffer.wrap(octets, cut, octets.length - cut), LIMIT);
                    assertThat(decoder.beforeContent())
                            .as("%s cut at %d", spoiled, cut)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** However long a line is, it is read without keeping it: the buffer stays at the limit. */
    @Test
    void anEndlessLineDoesNotGrowMemory() {
        LineDecoder decoder = new LineDecoder(false);
        byte[] mebi = new byte[1 << 20];
        java.util.Arrays.fill(mebi, (byte) 'x');

        for (int i = 0; i < 64; i++) {
            assertThat(decoder.decode(ByteBuffer.wrap(mebi), 512)).isEqualTo(LineDecoder.Result.MORE);
            assertThat(decoder.capacity()).isLessThanOrEqualTo(512);
        }
        assertThat(decoder.decode(ByteBuffers.ascii("x\r\n"), 512)).isEqualTo(LineDecoder.Result.TOO_LONG);
        assertThat(decoder.decode(ByteBuffers.ascii("NOOP\r\n"), 512)).isEqualTo(LineDecoder.Result.LINE);
    }
}
