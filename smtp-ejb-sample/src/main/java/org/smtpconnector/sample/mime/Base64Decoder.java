package org.smtpconnector.sample.mime;

import java.io.BufferedInputStream;
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

    /** The bits that were decoded and not returned yet are the {@link #count} lowest ones. */
    private int bits;

    private int count;

    Base64Decoder(InputStream encoded) {
        this.encoded = new BufferedInputStream(encoded);
    }

    @Override
    public int read() throws IOException {
        while (count < 8) {
            int c = encoded.read();
            if (c < 0) {
                return -1;
            }
            if (c == '=') {
                count = 0;
            } else if (VALUES[c] >= 0) {
                bits = bits << 6 | VALUES[c];
                count += 6;
            }
        }
        count -= 8;
        return bits >> count & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int index = 0;
        while (index < length) {
            int octet = read();
            if (octet < 0) {
                return index == 0 ? -1 : index;
            }
            buffer[offset + index++] = (byte) octet;
        }
        return index;
    }
}
