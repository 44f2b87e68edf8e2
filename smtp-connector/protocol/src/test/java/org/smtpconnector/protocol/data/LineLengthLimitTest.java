package org.smtpconnector.protocol.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A line is found too long exactly when it is, however the body is cut. */
class LineLengthLimitTest {

    private static final int LIMIT = 1000;

    @Test
    void theLimitCountsTheLineEnd() {
        assertThat(found("x".repeat(998) + "\r\n")).isZero();
        assertThat(found("x".repeat(999) + "\r\n")).isOne();
        assertThat(found("x".repeat(1000))).isZero(); // it may have no end
        assertThat(found("x".repeat(1001))).isOne();
        assertThat(found(("x".repeat(998) + "\r\n").repeat(50))).isZero();
        assertThat(found("\r\n".repeat(5000))).isZero();
        assertThat(found("x".repeat(1_000_000))).isOne();
    }

    @Test
    void itAgreesWithTheSimpleWayHoweverTheBodyIsCut() {
        Random random = new Random(1);
        int tooLong = 0;
        for (int round = 0; round < 2000; round++) {
            StringBuilder body = new StringBuilder();
            int lines = random.nextInt(20);
            for (int i = 0; i < lines; i++) {
                body.append("x".repeat(random.nextInt(10) == 0 ? 990 + random.nextInt(15) : random.nextInt(300)));
                body.append(random.nextInt(20) == 0 ? "\n" : "\r\n");
            }
            boolean expected = Arrays.stream(body.toString().split("(?<=\n)")).anyMatch(line -> line.length() > LIMIT);
            tooLong += expected ? 1 : 0;
            assertThat(found(body.toString(), random)).isEqualTo(expected ? 1 : 0);
        }
        assertThat(tooLong).isBetween(100, 1900);
    }

    private static int found(String body) {
        return found(body, new Random(0));
    }

    /** Returns the number of times that the body, cut at random, was found to have a line that is too long. */
    private static int found(String body, Random random) {
        int[] found = new int[1];
        StringBuilder handed = new StringBuilder();
        BodySink sink = new BodySink() {
            @Override
            public void run(ByteBuffer run) {
                handed.append(ISO_8859_1.decode(run.duplicate()));
            }

            @Override
            public void bareLineEnding() {
                throw new AssertionError("not of this filter's making");
            }
        };
        LineLengthLimit limit = new LineLengthLimit(sink, LIMIT, () -> found[0]++);
        ByteBuffer all = ByteBuffer.wrap(body.getBytes(ISO_8859_1));
        while (all.hasRemaining()) {
            ByteBuffer run = all.duplicate();
            run.limit(run.position() + 1 + random.nextInt(Math.min(700, all.remaining())));
            limit.run(run);
            all.position(run.limit());
        }
        assertThat(handed.toString()).isEqualTo(body);
        return found[0];
    }
}
