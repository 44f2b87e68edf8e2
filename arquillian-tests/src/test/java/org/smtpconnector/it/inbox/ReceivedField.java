package org.smtpconnector.it.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Takes the header field that the server puts before a message from the beginning of a source. */
final class ReceivedField {

    private ReceivedField() {}

    /**
     * Reads the first header field with its continuation lines (RFC 5322 section 2.2.3); the stream stands behind it then.
     *
     * @param in supports mark
     */
    static String read(InputStream in) throws IOException {
        StringBuilder field = new StringBuilder();
        int next;
        do {
            field.append(line(in));
            in.mark(1);
            next = in.read();
            in.reset();
        } while (next == ' ' || next == '\t');
        return field.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int octet;
        do {
            octet = in.read();
            if (octet < 0) {
                throw new AssertionError("The source ends within its first field, after \"" + line + '"');
            }
            line.append(new String(new byte[] {(byte) octet}, StandardCharsets.ISO_8859_1));
        } while (octet != '\n');
        return line.toString();
    }
}
