package org.smtpconnector.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smtpconnector.protocol.ByteBuffers;

class LineScannerTest {

    @Test
    void passesOverNothingButLineEndingsThatNeedNoCloserLook() {
        Random random = new Random(1);
        int passed = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] octets = random.nextBoolean() ? anyOctets(random) : ByteBuffers.generateLines(random, 20);
            ByteBuffer in = ByteBuffers.random(octets, 0, octets.length, random);
            int end = in.limit();

            int found = LineScanner.find(in, in.position(), end);

            assertThat(found == end || isEnding(in, found))
                    .as("round %d", round)
                    .isTrue();
            for (int i = in.position(); i < found; i++) {
                if (isEnding(in, i)) {
                    assertThat(i + 2 < end && in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) != '.')
                            .as("round %d", round)
                            .isTrue();
                    i++;
                    passed++;
                }
            }
        }
        assertThat(passed).isGreaterThan(100_000);
    }

    /** Neighbours of CR and LF, and octets with the top bit set, are what a wrong formula trips over. */
    private static byte[] anyOctets(Random random) {
        byte[] octets = new byte[random.nextInt(40)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (random.nextInt(6) == 0 ? 8 + random.nextInt(8) : random.nextInt());
        }
        return octets;
    }

    private static boolean isEnding(ByteBuffer in, int index) {
        return in.get(index) == '\r' || in.get(index) == '\n';
    }
}
