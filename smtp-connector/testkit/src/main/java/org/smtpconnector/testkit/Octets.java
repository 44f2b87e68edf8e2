package org.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A run of octets, and the form in which transcripts write it. */
final class Octets {

    static final Octets NONE = new Octets(new byte[0]);
    static final Octets CRLF = new Octets(new byte[] {'\r', '\n'});

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    static Octets of(byte[] octets) {
        return new Octets(octets.clone());
    }

    /**
     * The octets that a text stands for: UTF-8, with the escapes {@code \r \n \t \0 \\ \xHH} and <code>\{text*count}</code>,
     * which repeats the text.
     */
    static Octets parse(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '\\') {
                int code = text.codePointAt(i);
                octets.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(code);
                continue;
            }
            char escape = text.charAt(i + 1);
            i += 2;
            switch (escape) {
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case 't' -> octets.write('\t');
                case '0' -> octets.write(0);
                case '\\' -> octets.write('\\');
                case 'x' -> {
                    octets.write(Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                case '{' -> {
                    int end = text.indexOf('}', i);
                    String inner = text.substring(i, end);
                    int star = inner.lastIndexOf('*');
                    byte[] repeated = parse(inner.substring(0, star)).octets;
                    for (int count = Integer.parseInt(inner.substring(star + 1)); count > 0; count--) {
                        octets.writeBytes(repeated);
                    }
                    i = end + 1;
                }
                default -> throw new IllegalArgumentException("Unknown escape \\" + escape + " in: " + text);
            }
        }
        return new Octets(octets.toByteArray());
    }

    Octets plus(Octets more) {
        byte[] joined = Arrays.copyOf(octets, octets.length + more.octets.length);
        System.arraycopy(more.octets, 0, joined, octets.length, more.octets.length);
        return new Octets(joined);
    }

    byte[] toBytes() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** For people: what is not printable as an escape, long ones cut. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(octets.length, 2000); i++) {
            int octet = octets[i] & 0xFF;
            switch (octet) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (octet < ' ' || octet > '~') {
                        text.append(String.format("\\x%02X", octet));
                    } else {
                        text.append((char) octet);
                    }
                }
            }
        }
        return octets.length > 2000
                ? text.append("... (").append(octets.length).append(" octets)").toString()
                : text.toString();
    }
}
