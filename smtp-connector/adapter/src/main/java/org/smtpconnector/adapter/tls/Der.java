package org.smtpconnector.adapter.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** As much of the distinguished encoding rules (X.690) as keys and a certificate need. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter GENERALIZED_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private Der() {}

    /** An element: its tag, its length, and its content, which may be of several elements. */
    static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else {
            byte[] octets = BigInteger.valueOf(length).toByteArray();
            int skipped = octets[0] == 0 ? 1 : 0;
            element.write(0x80 | (octets.length - skipped));
            element.write(octets, skipped, octets.length - skipped);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    static byte[] sequence(byte[]... elements) {
        return element(SEQUENCE, elements);
    }

    static byte[] set(byte[]... elements) {
        return element(0x31, elements);
    }

    /** A context-specific, constructed element, {@code [number]} in ASN.1. */
    static byte[] explicit(int number, byte[]... contents) {
        return element(0xA0 | number, contents);
    }

    /** A context-specific, primitive element. */
    static byte[] implicit(int number, byte[] content) {
        return element(0x80 | number, content);
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] bool(boolean value) {
        return element(0x01, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    static byte[] octets(byte[] content) {
        return element(OCTET_STRING, content);
    }

    /**
     * A bit string.
     *
     * @param unused how many bits of the last octet do not count
     */
    static byte[] bits(int unused, byte[] content) {
        return element(0x03, new byte[] {(byte) unused}, content);
    }

    static byte[] nothing() {
        return element(0x05);
    }

    static byte[] utf8(String text) {
        return element(0x0C, text.getBytes(UTF_8));
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** RFC 5280 section 4.1.2.5: up to 2049 with two digits of the year, from then on with four. */
    static byte[] time(ZonedDateTime time) {
        ZonedDateTime utc = time.withZoneSameInstant(ZoneOffset.UTC);
        return utc.getYear() < 2050
                ? element(0x17, ascii(UTC_TIME.format(utc)))
                : element(0x18, ascii(GENERALIZED_TIME.format(utc)));
    }

    /** An object identifier, in dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    content.write(0x80 | ((arc >>> shift) & 0x7F));
                }
            }
            content.write(arc & 0x7F);
        }
        return element(OBJECT_IDENTIFIER, content.toByteArray());
    }
}
