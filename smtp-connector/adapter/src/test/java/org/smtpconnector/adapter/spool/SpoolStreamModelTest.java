package org.smtpconnector.adapter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smtpconnector.adapter.session.NoLeaks;

/**
 * Calls the methods of spool streams in random order, and compares each result with that of a {@link ByteArrayInputStream}
 * over the same octets. A failure names the seed and the last calls; {@code -Dspool.seed=<seed>} runs that case alone.
 */
@ExtendWith(NoLeaks.class)
class SpoolStreamModelTest {

    private static final int SEEDS = 150;
    private static final int STEPS = 300;
    private static final int STREAMS = 3;
    private static final int THRESHOLD = 100_000;

    /** The place where the content is, and how it is read. */
    enum Store {
        HEAP(60_000, false),
        FILE(150_000, false),
        HEAP_WITH_SHORT_READS(60_000, true),
        FILE_WITH_SHORT_READS(150_000, true);

        private final int size;
        private final boolean shortReads;

        Store(int size, boolean shortReads) {
            this.size = size;
            this.shortReads = shortReads;
        }
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyCallHasTheResultOfAByteArrayInputStream(Store store) throws IOException {
        byte[] content = Spools.noise(store.size, 1);
        SpoolFactory factory = new SpoolFactory(
                THRESHOLD, new ByteQuota(THRESHOLD), new ByteQuota(Long.MAX_VALUE), new TemporaryFiles(directory));
        Spool spool = factory.open(ByteBufAllocator.DEFAULT);
        spool.write(ByteBuffer.wrap(content));
        spool.complete();
        long only = Long.getLong("spool.seed", -1);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? SEEDS : only + 1); seed++) {
            Random random = new Random(seed);
            PositionedContent source = store.shortReads ? new ShortReads(spool.content(), random) : spool.content();
            new Run(seed, random, content, new SpoolStream(source, 0, content.length)).run();
        }
        spool.close();
    }

    /** Reads fewer octets than asked for, as a file may. */
    private record ShortReads(PositionedContent content, Random random) implements PositionedContent {

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            return content.read(position, target, offset, 1 + random.nextInt(length));
        }

        @Override
        public void requireOpen() throws IOException {
            content.requireOpen();
        }
    }

    /** A stream, the model of it, and the octets that both are about. */
    private static final class Pair {

        private final SpoolStream stream;
        private final int start;
        private final int length;
        private final ByteArrayInputStream model;

        Pair(SpoolStream stream, byte[] content, int start, int end) {
            this.stream = stream;
            this.start = start;
            this.length = end - start;
            this.model = new ByteArrayInputStream(content, start, length);
        }

        int position() {
            return length - model.available();
        }
    }

    private static final class Run {

        private final long seed;
        private final Random random;
        private final byte[] content;
        private final List<Pair> pairs = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Run(long seed, Random random, byte[] content, SpoolStream stream) {
            this.seed = seed;
            this.random = random;
            this.content = content;
            pairs.add(new Pair(stream, content, 0, content.length));
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                int number = random.nextInt(pairs.size());
                Pair pair = pairs.get(number);
                call(number, pair);
                check(pair.stream.getPosition(), pair.position(), "getPosition()");
                check(pair.stream.available(), pair.model.available(), "available()");
            }
        }

        private void call(int number, Pair pair) throws IOException {
            switch (random.nextInt(7)) {
                case 0 -> {
                    calls.add(number + ".read()");
                    check(pair.stream.read(), pair.model.read(), "read()");
                }
                case 1, 2 -> read(number, pair);
                case 3 -> {
                    int count = random.nextInt(12_000) - 100;
                    calls.add(number + ".skip(" + count + ')');
                    check(pair.stream.skip(count), pair.model.skip(count), "skip()");
                }
                case 4 -> {
                    calls.add(number + ".mark()");
                    pair.stream.mark(1);
                    pair.model.mark(1);
                }
                case 5 -> {
                    calls.add(number + ".reset()");
                    pair.stream.reset();
                    pair.model.reset();
                }
                default -> newStream(number, pair);
            }
        }

        /** The number of octets is the stream's choice, the octets are not. */
        private void read(int number, Pair pair) throws IOException {
            int length = random.nextInt(4) == 0 ? 8192 : random.nextInt(20_000);
            calls.add(number + ".read(byte[" + length + "])");
            byte[] actual = new byte[length + 2];
            int count = pair.stream.read(actual, 1, length);
            if (length == 0) {
                check(count, 0, "the number of octets of a read of 0");
            } else if (pair.model.available() == 0) {
                check(count, -1, "the number of octets at the end");
            } else {
                assertThat(count).as(this::what).isBetween(1, length);
                byte[] expected = new byte[length + 2];
                pair.model.readNBytes(expected, 1, count);
                check(Arrays.mismatch(actual, expected), -1, "the first wrong octet of read()");
            }
        }

        private void newStream(int number, Pair pair) {
            long from = random.nextInt(20) == 0 ? Long.MAX_VALUE : random.nextInt(pair.length + 10);
            long to = random.nextInt(20) == 0 ? Long.MAX_VALUE : random.nextInt(pair.length + 10) - 1;
            int made = pairs.size() < STREAMS ? pairs.size() : random.nextInt(STREAMS);
            calls.add(number + ".newStream(" + from + ", " + to + ") is " + made);
            SpoolStream stream = (SpoolStream) pair.stream.newStream(from, to);
            int end = to == -1 ? pair.length : (int) Math.min(pair.length, to);
            int begin = (int) Math.min(from, end);
            Pair other = new Pair(stream, content, pair.start + begin, pair.start + end);
            if (made == pairs.size()) {
                pairs.add(other);
            } else {
                pairs.set(made, other);
            }
        }

        private void check(long actual, long expected, String name) {
            assertThat(actual).as(() -> name + what()).isEqualTo(expected);
        }

        private String what() {
            return " with seed " + seed + " after " + calls.subList(Math.max(0, calls.size() - 12), calls.size());
        }
    }
}
