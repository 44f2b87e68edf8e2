package org.smtpconnector.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.protocol.ByteBuffers;

class DotDecoderTest {

    /** The outcome of decoding an input: content, whether there was a bare CR or LF, and the rest; null without an end. */
    private record Outcome(String content, boolean bare, String rest) {}

    private static final class Collector implements BodySink {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private boolean bare;
        private int runs;

        @Override
        public void run(ByteBuffer run) {
            assertThat(run.hasRemaining()).isTrue();
            byte[] octets = new byte[run.remaining()];
            run.get(octets);
            content.writeBytes(octets);
            runs++;
        }

        @Override
        public void bareLineEnding() {
            bare = true;
        }
    }

    /** Takes everything and keeps nothing. */
    private static final class Drain implements BodySink {
        private long octets;

        @Override
        public void run(ByteBuffer run) {
            octets += run.remaining();
        }

        @Override
        public void bareLineEnding() {
            throw new IllegalStateException("The input is clean");
        }
    }

    /** A message of many lines is no load for the garbage collector. */
    @Test
    void noLineCostsMemory() {
        int lines = 10_000;
        byte[] octets = "..stuffed\r\nplain\r\n".repeat(lines / 2).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.wrap(octets);
        Drain drain = new Drain();
        DotDecoder decoder = new DotDecoder(drain, false);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        decoder.decode(body); // loads classes
        body.clear();
        body.put(octets).flip();

        long before = threads.getCurrentThreadAllocatedBytes();
        decoder.decode(body);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(drain.octets).isEqualTo(2L * (octets.length - lines / 2));
        assertThat(allocated).isLessThan(lines); // not an octet for each
    }

    /** The rules as RFC 5321 section 4.5.2 says them, with no thought of speed or splits. */
    private static Outcome naive(byte[] input) {
        String text = "\r\n" + new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n.\r\n");
        if (end < 0) {
            return null;
        }
        String raw = text.substring(0, end + 2);
        String content = raw.replace("\r\n.", "\r\n").substring(2);
        boolean bare = raw.replace("\r\n", "").matches("(?s).*[\r\n].*");
        return new Outcome(content, bare, text.substring(end + 5));
    }

    private static Outcome decode(byte[] input, Random splits) {
        Collector collector = new Collector();
        DotDecoder decoder = new DotDecoder(collector, false);
        int start = 0;
        while (start < input.length) {
            int end = start + 1 + splits.nextInt(input.length - start);
            ByteBuffer in = ByteBuffers.random(input, start, end, splits);
            boolean ended = decoder.decode(in);
            if (ended) {
                String rest = new String(
                        input, end - in.remaining(), input.length - end + in.remaining(), StandardCharsets.ISO_8859_1);
                return new Outcome(collector.content.toString(StandardCharsets.ISO_8859_1), collector.bare, rest);
            }
            assertThat(in.hasRemaining()).isFalse();
            start = end;
        }
        return null;
    }

    @Test
    void agreesWithTheNaiveModelOnGeneratedInput() {
        int ended = 0;
        for (int seed = 0; seed < 40_000; seed++) {
            Random random = new Random(seed);
            byte[] input = seed % 2 == 0 ? ByteBuffers.generate(random, 30) : ByteBuffers.generateLines(random, 60);
            Outcome expected = naive(input);
            assertThat(decode(input, random)).as("seed %d", seed).isEqualTo(expected);
            ended += expected == null ? 0 : 1;
        }
        assertThat(ended).isGreaterThan(15_000);
    }

    /** Every published way to make one server see an end of data where another sees none; none of them is an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\n.\r",
                "\r.\n",
                "\r\r\n.\r\r\n",
                "\r\n.\r\r\n",
                "\n\n.\n\n",
                "\r\n.\0\r\n",
                "\0\r\n\0.\r\n",
                "\r\n\0.\r\n",
                "\r\n.\r\0\n",
                "\r\n. \r\n",
                "\r\n .\r\n",
                "\r\n..\r\n",
                "\r\n.\u000b\r\n",
                "\r\n.\f\r\n",
                "\u0085.\u0085",
                "\u000b.\r\n",
                "\r\0\n.\r\n"
            })
    void isNoEndOfData(String variant) {
        Collector collector = new Collector();
        DotDecoder decoder = new DotDecoder(collector, false);

        assertThat(decoder.decode(ByteBuffers.ascii("a" + variant + "MAIL FROM:<x@y>\r\n")))
                .isFalse();
        ByteBuffer end = ByteBuffers.ascii(".\r\nNOOP\r\n");
        assertThat(decoder.decode(end)).isTrue();
        assertThat(end.remaining()).isEqualTo(6);
        assertThat(collector.content.toString(StandardCharsets.ISO_8859_1)).endsWith("MAIL FROM:<x@y>\r\n");
    }

    @Test
    void handsOnOneRunForManyLines() {
        Collector collector = new Collector();
        ByteBuffer in = ByteBuffers.ascii("line\r\n".repeat(1000) + ".\r\n");

        assertThat(new DotDecoder(collector, false).decode(in)).isTrue();
        assertThat(collector.runs).isEqualTo(1);
        assertThat(collector.content.size()).isEqualTo(6000);
    }

    @Test
    void leavesTheInputAsItWas() {
        byte[] octets = "..a\r\n.b\r\n.\r\nrest".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer in = ByteBuffer.wrap(octets.clone());

        new DotDecoder(new Collector(), false).decode(in);

        assertThat(in.array()).isEqualTo(octets);
        assertThat(in.limit()).isEqualTo(octets.length);
        assertThat(in.position()).isEqualTo(octets.length - 4);
    }
}
