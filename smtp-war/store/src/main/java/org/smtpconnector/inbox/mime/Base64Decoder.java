package org.smtpconnector.inbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Decodes base64 (RFC 2045 section 6.8) as mail programs do. Other characters are skipped, padding may be missing, and text
 * behind padding is decoded, too. The decoder of mime4j loses octets in the last two cases.
 */
final class Base64Decoder extends InputStream {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private final InputStream encoded;
    private final byte[] input = new byte[8192];
    private int position;
    private int limit;

    /** The bits that were decoded and not returned yet are the {@link #count} lowest ones. */
    private int bits;

    private int count;

    Base64Decoder(InputStream encoded) {
        this.encoded = encoded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int index = offset;
        int end = offset + length;
        while (index < end && hasInput()) {
            int octet = input[position++];
            int value = VALUES[octet & 0xFF];
            if (octet == '=') {
                count = 0;
            } else if (value >= 0) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    buffer[index++] = (byte) (bits >> count);
                }
            }
        }
        return index == offset && length > 0 ? -1 : index - offset;
    }

    private boolean hasInput() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, encoded.read(input));
        }
        return limit > 0;
    }
}
