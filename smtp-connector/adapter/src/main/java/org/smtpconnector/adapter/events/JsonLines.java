package org.smtpconnector.adapter.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.smtpconnector.api.SmtpAddress;

/**
 * JSON objects (RFC 8259), each on a line of ASCII: no text of others can end a line or look like something else in a log, since
 * whatever is not a printable ASCII character is escaped. It is meant to be used again, and makes no garbage then.
 */
final class JsonLines {

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    private byte[] octets = new byte[1024];
    private int length;

    /** Returns the name of a member as {@link #name(byte[])} takes it. */
    static byte[] name(String name) {
        return ('"' + name + "\":").getBytes(US_ASCII);
    }

    /** Returns the octets, of which {@link #length} count. */
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    void clear() {
        cut(0);
    }

    /** Takes back all that came after a length. */
    void cut(int before) {
        length = before;
    }

    void beginObject() {
        put('{');
    }

    void endObject() {
        put('}');
    }

    void endLine() {
        put('\n');
    }

    /** Begins a member of the object; its value has to follow. */
    JsonLines name(byte[] name) {
        if (octets[length - 1] != '{') {
            put(',');
        }
        ensure(name.length);
        System.arraycopy(name, 0, octets, length, name.length);
        length += name.length;
        return this;
    }

    void beginArray() {
        put('[');
    }

    void endArray() {
        put(']');
    }

    void value(String value) {
        value(value, value.length());
    }

    /** Adds the beginning of a text. */
    void value(String value, int end) {
        beginString();
        text(value, end);
        put('"');
    }

    /** Adds an address as a string. */
    void value(SmtpAddress address) {
        beginString();
        text(address);
        put('"');
    }

    /** Adds an address, a colon and a number as a string. */
    void value(SmtpAddress address, int code) {
        beginString();
        text(address);
        put(':');
        put(' ');
        number(code);
        put('"');
    }

    void value(long value) {
        if (value < 0) {
            put('-');
        }
        number(Math.abs(value));
    }

    /** Adds the two ends of a connection in the usual way: 192.0.2.1:25 or [2001:db8::1]:25. */
    void value(InetSocketAddress address) {
        beginString();
        InetAddress host = address.getAddress();
        byte[] parts = host.getAddress();
        if (parts.length == 4) {
            for (int i = 0; i < 4; i++) {
                if (i > 0) {
                    put('.');
                }
                number(parts[i] & 0xff);
            }
        } else {
            put('[');
            String text = host.getHostAddress();
            text(text, text.length());
            put(']');
        }
        put(':');
        number(address.getPort());
        put('"');
    }

    /** Adds a time of the years 0 to 9999, with microseconds, as ISO 8601 has it. */
    void value(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        beginString();
        digits(utc.getYear(), 4);
        put('-');
        digits(utc.getMonthValue(), 2);
        put('-');
        digits(utc.getDayOfMonth(), 2);
        put('T');
        digits(utc.getHour(), 2);
        put(':');
        digits(utc.getMinute(), 2);
        put(':');
        digits(utc.getSecond(), 2);
        put('.');
        digits(utc.getNano() / 1000, 6);
        put('Z');
        put('"');
    }

    private void beginString() {
        byte before = octets[length - 1];
        if (before != ':' && before != '[') {
            put(',');
        }
        put('"');
    }

    private void text(SmtpAddress address) {
        text(address.localPart(), address.localPart().length());
        if (!address.domain().isEmpty()) {
            put('@');
            text(address.domain(), address.domain().length());
        }
    }

    private void text(String value, int end) {
        ensure(6 * end);
        byte[] to = octets;
        int at = length;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                to[at++] = '\\';
                to[at++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to[at++] = HEX[c >> shift & 0xf];
                }
            } else {
                if (c == '"' || c == '\\') {
                    to[at++] = '\\';
                }
                to[at++] = (byte) c;
            }
        }
        length = at;
    }

    /** Adds a number that is not negative. */
    private void number(long value) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        digits(value, count);
    }

    private void digits(long value, int count) {
        ensure(count);
        length += count;
        long rest = value;
        for (int i = 1; i <= count; i++) {
            octets[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void put(char c) {
        ensure(1);
        octets[length++] = (byte) c;
    }

    private void ensure(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, US_ASCII);
    }
}
