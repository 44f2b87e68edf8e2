package org.smtpconnector.sample.store;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * The header of a message, read from its beginning. Whatever the octets are, there is a result: a message without a
 * header has no fields, and what is no field is left out.
 */
final class MessageHeader {

    /** Fields that are looked at; the rest of a header is in the source. */
    static final int MAX_FIELDS = 1000;

    /** The longest value that is looked at, before decoding. */
    static final int MAX_VALUE = 64 * 1024;

    private static final int MAX_NAME = 200;

    private final List<HeaderField> fields;

    private MessageHeader(List<HeaderField> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Reads the fields up to the first empty line or the end of what is given. */
    static MessageHeader parse(byte[] beginning) {
        InternetHeaders headers = new InternetHeaders();
        try {
            headers.load(new ByteArrayInputStream(beginning));
        } catch (MessagingException e) {
            return new MessageHeader(List.of());
        }
        List<HeaderField> fields = new ArrayList<>();
        Enumeration<String> lines = headers.getAllHeaderLines();
        while (lines.hasMoreElements() && fields.size() < MAX_FIELDS) {
            String line = lines.nextElement();
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).stripTrailing();
            if (isFieldName(name)) {
                fields.add(new HeaderField(Text.column(name, MAX_NAME), decode(line.substring(colon + 1))));
            }
        }
        return new MessageHeader(fields);
    }

    List<HeaderField> fields() {
        return fields;
    }

    /** The values of all fields of that name, as one line; null if there is none. */
    String value(String name) {
        String found = null;
        for (HeaderField field : fields) {
            if (field.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                found = found == null ? field.value() : found + ", " + field.value();
            }
        }
        return found;
    }

    /** RFC 5322 section 3.6.8: printable ASCII without the colon. */
    private static boolean isFieldName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** Jakarta Mail's decoder is not used: that of TomEE takes Q and B in upper case only. */
    private static String decode(String value) {
        String raw = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
        String unfolded = MimeUtility.unfold(utf8(raw).strip());
        return Text.column(DecoderUtil.decodeEncodedWords(unfolded, DecodeMonitor.SILENT), MAX_VALUE)
                .strip();
    }

    /** Jakarta Mail gives a character for each octet. They are UTF-8 (RFC 6532); where they cannot be, ISO 8859-1. */
    private static String utf8(String octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return octets;
        }
    }
}
