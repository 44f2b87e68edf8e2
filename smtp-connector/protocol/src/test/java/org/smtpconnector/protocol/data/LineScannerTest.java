package org.smtpconnector.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smtpconnector.protocol.ByteBuffers;

class LineScannerTest {

    @Test
    void findsTheFirstOneAnywhereAmongAnyOctets() {
        Random random = new Random(1);
        for (int round = 0; round < 50_000; round++) {
            byte[] octets = new byte[random.nextInt(40)];
            for (int i = 0; i < octets.length; i++) {
                // Neighbours of CR and LF, and octets with the top bit set, are what a wrong formula trips over.
                octets[i] = (byte) (random.nextInt(6) == 0 ? 8 + random.nextInt(8) : random.nextInt());
            }
            ByteBuffer in = ByteBuffers.random(octets, 0, octets.length, random);
            int expected = in.limit();
            for (int i = in.limit() - 1; i >= in.position(); i--) {
                if (in.get(i) == '\r' || in.get(i) == '\n') {
                    expected = i;
                }
            }
            assertThat(LineScanner.find(in, in.position(), in.limit())).isEqualTo(expected);
        }
    }
}
