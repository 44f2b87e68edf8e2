package org.smtpconnector.sample.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.util.CharsetUtil;

/** Makes characters of the octets of a part, whatever its charset claims to be. */
final class TextDecoder {

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private TextDecoder() {}

    /**
     * Reads a text up to a length.
     *
     * @param charset may be null or nonsense: then UTF-8 if it can be, or else windows-1252, as browsers do
     * @param maxOctets the rest is not read
     */
    static String read(InputStream content, String charset, int maxOctets) throws IOException {
        byte[] octets = content.readNBytes(maxOctets);
        Charset claimed = charset == null ? null : CharsetUtil.lookup(charset.strip());
        String text = claimed != null && !claimed.equals(StandardCharsets.US_ASCII)
                ? new String(octets, claimed)
                : guess(octets, octets.length == maxOctets);
        return text.replace("\0", "\uFFFD");
    }

    private static String guess(byte[] octets, boolean cut) {
        // A character that was cut in two is no reason to take all for something else.
        int end = cut ? completeEnd(octets) : octets.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, WESTERN);
        }
    }

    private static int completeEnd(byte[] octets) {
        int end = octets.length;
        while (end > 0 && octets.length - end < 3 && (octets[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        return end > 0 && (octets[end - 1] & 0xC0) == 0xC0 ? end - 1 : octets.length;
    }
}
