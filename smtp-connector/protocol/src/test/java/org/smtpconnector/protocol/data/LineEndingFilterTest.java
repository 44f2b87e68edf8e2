package org.smtpconnector.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smtpconnector.protocol.ByteBuffers;

class LineEndingFilterTest {

    private static final class Collector implements BodySink {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int bare;

        @Override
        public void run(ByteBuffer run) {
            byte[] octets = new byte[run.remaining()];
            run.get(octets);
            content.writeBytes(octets);
        }

        @Override
        public void bareLineEnding() {
            bare++;
        }
    }

    private static Collector filter(byte[] input, Random splits, boolean repair) {
        Collector collector = new Collector();
        LineEndingFilter filter = new LineEndingFilter(collector, repair);
        int start = 0;
        while (start < input.length) {
            int end = start + 1 + splits.nextInt(input.length - start);
            ByteBuffer in = ByteBuffers.random(input, start, end, splits);
            int position = in.position();
            filter.run(in);
            assertThat(in.position()).isEqualTo(position);
            start = end;
        }
        filter.finish();
        return collector;
    }

    @Test
    void agreesWithTheNaiveModelOnGeneratedInput() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            byte[] input = seed % 2 == 0 ? ByteBuffers.generate(random, 20) : ByteBuffers.generateLines(random, 60);
            String text = new String(input, StandardCharsets.ISO_8859_1);
            String repaired = text.replaceAll("\r\n|\r|\n", "\r\n");
            int bare = text.replace("\r\n", "").replaceAll("[^\r\n]", "").length();

            Collector ensured = filter(input, random, true);
            assertThat(ensured.content.toString(StandardCharsets.ISO_8859_1))
                    .as("seed %d", seed)
                    .isEqualTo(repaired);
            assertThat(ensured.bare).as("seed %d", seed).isEqualTo(bare);

            Collector looked = filter(input, random, false);
            assertThat(looked.content.toByteArray()).as("seed %d", seed).isEqualTo(input);
            assertThat(looked.bare).as("seed %d", seed).isEqualTo(bare);
        }
    }
}
