package org.smtpconnector.it.inbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages in what a client said, by RFC 5321 section 4.5.2 read literally: lines end with CRLF, the one that is a dot ends
 * the message, and a dot at the beginning of any other is taken away. As plain as can be, because the server is held against it.
 */
final class Wire {

    private Wire() {}

    static List<byte[]> messages(byte[] said) {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream body = null;
        int begin = 0;
        while (begin < said.length) {
            int end = endOfLine(said, begin);
            int length = end - begin;
            if (body == null) {
                if (new String(said, begin, length, StandardCharsets.ISO_8859_1).equalsIgnoreCase("DATA\r\n")) {
                    body = new ByteArrayOutputStream();
                }
            } else if (length == 3 && said[begin] == '.') {
                messages.add(body.toByteArray());
                body = null;
            } else {
                int dot = said[begin] == '.' ? 1 : 0;
                body.write(said, begin + dot, length - dot);
            }
            begin = end;
        }
        if (body != null) {
            throw new IllegalArgumentException("The last message has no end");
        }
        return messages;
    }

    /** Behind the next CRLF. */
    private static int endOfLine(byte[] said, int begin) {
        for (int i = begin + 1; i < said.length; i++) {
            if (said[i] == '\n' && said[i - 1] == '\r') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("The last line has no end");
    }
}
