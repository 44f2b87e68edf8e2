package org.smtpconnector.inbox.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes octets that are written as {@code %9F} (RFC 2231 section 4, RFC 3986 section 2.1). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** Decodes a text of UTF-8. Other characters than encoded octets are not changed. */
    public static String decode(String encoded) {
        return new String(octets(encoded), StandardCharsets.UTF_8);
    }

    static byte[] octets(String encoded) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
        byte[] source = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '%'
                    && i + 2 < source.length
                    && HexFormat.isHexDigit(source[i + 1])
                    && HexFormat.isHexDigit(source[i + 2])) {
                octets.write(HexFormat.fromHexDigit(source[i + 1]) << 4 | HexFormat.fromHexDigit(source[i + 2]));
                i += 2;
            } else {
                octets.write(source[i]);
            }
        }
        return octets.toByteArray();
    }
}
