package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Buffers for tests. */
public final class ByteBuffers {

    private ByteBuffers() {}

    public static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A part of the octets in a buffer of some kind: heap or direct, at some offset, of either byte order. */
    public static ByteBuffer random(byte[] octets, int start, int end, Random random) {
        int before = random.nextInt(10);
        int capacity = before + end - start + random.nextInt(10);
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(capacity) : ByteBuffer.allocateDirect(capacity);
        for (int i = 0; i < capacity; i++) {
            buffer.put(i, (byte) "\r\n.\r\n".charAt(random.nextInt(5))); // what is outside must not matter
        }
        buffer.position(before).limit(before + end - start);
        buffer.put(octets, start, end - start).position(before);
        return buffer.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Octets out of those that matter most, in runs that make line endings and ends likely. */
    public static byte[] generate(Random random, int maxPieces) {
        String[] pieces = {
            "\r\n",
            "\r\n",
            ".",
            "\r",
            "\n",
            "a",
            "xyz",
            "\0",
            "\u00ff",
            "\r\n.\r\n",
            "\r\n..",
            "." + "x".repeat(random.nextInt(40))
        };
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(maxPieces); count >= 0; count--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Lines most of which are in order and short, so that many go by before one begins with a dot, or its ending is bare. */
    public static byte[] generateLines(Random random, int maxLines) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(maxLines); count >= 0; count--) {
            text.append("x".repeat(random.nextInt(12)));
            switch (random.nextInt(40)) {
                case 0 -> text.append("\r\n.");
                case 1 -> text.append('\r');
                case 2 -> text.append('\n');
                case 3 -> text.append("\n\r");
                default -> text.append("\r\n");
            }
        }
        return text.append(random.nextBoolean() ? ".\r\n" : "").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
