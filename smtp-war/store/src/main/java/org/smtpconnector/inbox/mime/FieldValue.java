package org.smtpconnector.inbox.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.apache.james.mime4j.util.ContentUtil;

/** The value of a MIME field and its parameters (RFC 2045 section 5.1, RFC 2231), whether or not it keeps to the syntax. */
final class FieldValue {

    private static final Parser PARSER = new Parser();

    /** Maximum number of pieces of a parameter. */
    private static final int MAX_PIECES = 100;

    private final String main;
    private final Map<String, String> parameters = new HashMap<>();

    private FieldValue(String main, List<NameValuePair> pairs) {
        this.main = main;
        for (NameValuePair pair : pairs) {
            if (pair.getValue() != null) {
                parameters.putIfAbsent(pair.getName().strip().toLowerCase(Locale.ROOT), pair.getValue());
            }
        }
    }

    /**
     * Reads the body of a field.
     *
     * @param octets not empty
     */
    static FieldValue parse(byte[] octets) {
        ByteSequence text = ContentUtil.encode(StandardCharsets.UTF_8, TextDecoder.guess(octets));
        RawBody body = PARSER.parseRawBody(text, new ParserCursor(0, text.length()));
        // Some senders write no semicolon: "text/html charset=utf-8", "text/html, charset=utf-8".
        String[] words = body.getValue().split("[\\s,]+", 2);
        List<NameValuePair> pairs = body.getParams();
        if (words.length == 2 && words[1].contains("=")) {
            ByteSequence rest = ContentUtil.encode(StandardCharsets.UTF_8, words[1]);
            pairs = new ArrayList<>(PARSER.parseParameters(rest, new ParserCursor(0, rest.length())));
            pairs.addAll(body.getParams());
        }
        return new FieldValue(words[0].replace("\"", "").toLowerCase(Locale.ROOT), pairs);
    }

    /** Returns the text before the parameters, in lower case, up to the first space; may be empty. */
    String main() {
        return main;
    }

    /** Returns a parameter, decoded; null if there is none, or if it is empty. */
    String parameter(String name) {
        String value = extended(name);
        if (value == null) {
            value = parameters.get(name);
        }
        return value == null || value.isBlank() ? null : value;
    }

    /** Returns a parameter that is encoded, or in pieces, or both (RFC 2231); null if there is none. */
    private String extended(String name) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = null;
        boolean whole = parameters.containsKey(name + '*');
        for (int i = 0; i < (whole ? 1 : MAX_PIECES); i++) {
            String encoded = parameters.get(whole ? name + '*' : name + '*' + i + '*');
            String plain = parameters.get(name + '*' + i);
            if (encoded != null) {
                String[] parts = i == 0 ? encoded.split("'", 3) : new String[] {encoded};
                charset = parts.length == 3 ? parts[0] : charset;
                octets.writeBytes(PercentEncoding.octets(parts[parts.length == 3 ? 2 : 0]));
            } else if (plain != null) {
                octets.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
            } else {
                break;
            }
        }
        return octets.size() == 0 ? null : TextDecoder.decode(octets.toByteArray(), charset, false);
    }

    /** The parser of mime4j with lenient values: senders write names of files without quotes, or with quotes and brackets in them. */
    private static final class Parser extends RawFieldParser {

        @Override
        public String parseValue(ByteSequence buf, ParserCursor cursor, BitSet delimiters) {
            skipAllWhiteSpace(buf, cursor);
            int begin = cursor.getPos();
            String value = value(buf, cursor, delimiters, true);
            if (value == null) {
                // The quote is not closed, so that it does not quote the rest of the field.
                cursor.updatePos(begin);
                value = value(buf, cursor, delimiters, false);
            }
            return value.strip();
        }

        private static String value(ByteSequence buf, ParserCursor cursor, BitSet delimiters, boolean quotes) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            boolean quoted = false;
            int quotedEnd = 0;
            int pos = cursor.getPos();
            for (; pos < cursor.getUpperBound(); pos++) {
                int c = buf.byteAt(pos) & 0xFF;
                if (c == '"' && quotes) {
                    quoted = !quoted;
                    quotedEnd = value.size();
                } else if (c == '\\' && quoted && isEscape(buf, pos + 1, cursor.getUpperBound())) {
                    value.write(buf.byteAt(++pos));
                } else if (!quoted && delimiters.get(c)) {
                    break;
                } else if (c != '\r' && c != '\n' && (c != '"' || quotes)) {
                    value.write(c);
                }
            }
            cursor.updatePos(pos);
            return quoted ? null : withoutComment(value.toByteArray(), quotedEnd);
        }

        /** Removes a comment at the end. Brackets before more text belong to the name: {@code report (1).pdf}. */
        private static String withoutComment(byte[] value, int begin) {
            String text = new String(value, StandardCharsets.UTF_8);
            int open = 0;
            int from = text.length() - new String(value, begin, value.length - begin, StandardCharsets.UTF_8).length();
            for (int i = text.stripTrailing().length() - 1; i >= from; i--) {
                char c = text.charAt(i);
                open += c == ')' ? 1 : c == '(' ? -1 : 0;
                if (open <= 0) {
                    return c == '(' && open == 0 ? text.substring(0, i) : text;
                }
            }
            return text;
        }

        /** Tells whether a backslash escapes a character. In the paths of Windows it does not. */
        private static boolean isEscape(ByteSequence buf, int pos, int end) {
            return pos < end && (buf.byteAt(pos) == '"' || buf.byteAt(pos) == '\\');
        }
    }
}
