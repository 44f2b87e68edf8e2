package org.smtpconnector.it.inbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Messages to send, with CRLF line ends. */
enum Content {
    TEXT {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\nHello,\r\n\r\nthis is a message.\r\n");
        }
    },
    /** Whatever could be taken for the end, or lose or gain a dot. Not in the last line: swaks takes a dot there for its own. */
    DOTS {
        @Override
        void body(ByteArrayOutputStream body) {
            write(
                    body,
                    "\r\n.\r\n..\r\n...\r\n.text\r\n..text\r\ntext.\r\n. \r\n.\t\r\n \r\n.\r\nQUIT\r\n.DATA\r\n..\r\n.\r\nText\r\n");
        }
    },
    /** All octets above 127, in no encoding in particular, and some UTF-8. */
    EIGHT_BIT {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\n");
            for (int octet = 128; octet < 256; octet++) {
                body.write(octet);
            }
            body.writeBytes("\r\nGr\u00fc\u00dfe \u20ac \ud83d\udce8\r\n".getBytes(StandardCharsets.UTF_8));
        }
    },
    /** All octets below 32 but CR and LF, and 127. */
    CONTROLS {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\n\0\r\nbefore\0after\r\n.\0\r\n");
            for (int octet = 0; octet < 32; octet++) {
                if (octet != '\r' && octet != '\n') {
                    body.write(octet);
                }
            }
            write(body, "\177\r\n");
        }
    },
    EMPTY_BODY {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\n");
        }
    },
    /** A header and not even the empty line after it. */
    NO_BODY {
        @Override
        void body(ByteArrayOutputStream body) {}
    },
    /** A line that is longer than whatever is read at once. */
    LONG_LINE {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\n." + "0123456789.".repeat(30_000) + "\r\n.\r\nText\r\n");
        }
    },
    /** 25 MB, which the default limit of 25 MiB allows. */
    LARGE {
        @Override
        void body(ByteArrayOutputStream body) {
            write(body, "\r\n");
            int line = 0;
            while (body.size() < 25_000_000) {
                write(body, (line % 7 == 0 ? "." : "") + "Line " + line++ + " of many, none like another.\r\n");
            }
        }
    };

    abstract void body(ByteArrayOutputStream body);

    /** A header with all that a client might add otherwise, and the body. */
    byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        write(
                octets,
                """
                Date: Thu, 1 Jan 2026 12:00:00 +0000
                From: <sender@example.org>
                To: <%1$s@example.org>
                Subject: %1$s
                Message-ID: <%1$s@client.example>
                """
                        .formatted(name())
                        .replace("\n", "\r\n"));
        body(octets);
        return octets.toByteArray();
    }

    private static void write(ByteArrayOutputStream octets, String latin1) {
        octets.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
