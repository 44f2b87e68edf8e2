package org.smtpconnector.adapter.events;

import java.util.Collection;

/**
 * A JSON object on one line (RFC 8259), of ASCII only: no text of others can end the line or look like something else in a log,
 * since whatever is not a printable ASCII character is escaped.
 */
final class JsonLine {

    private final StringBuilder json = new StringBuilder(512).append('{');

    private void name(String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        string(name);
        json.append(':');
    }

    JsonLine with(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    JsonLine with(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonLine with(String name, Collection<String> values) {
        name(name);
        json.append('[');
        boolean first = true;
        for (String value : values) {
            if (!first) {
                json.append(',');
            }
            first = false;
            string(value);
        }
        json.append(']');
        return this;
    }

    private void string(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                json.append(c);
            } else {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
        json.append('"');
    }

    /** The line; nothing is to be added afterwards. */
    @Override
    public String toString() {
        return json + "}";
    }
}
