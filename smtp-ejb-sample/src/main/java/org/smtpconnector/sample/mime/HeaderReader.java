package org.smtpconnector.sample.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * Reads the header of a message, field by field. A header ends with an empty line, and before a line that is no field: there
 * the body begins, with or without an empty line.
 */
public final class HeaderReader {

    private HeaderReader() {}

    /** Takes the fields, one after another. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * Looks at a field.
         *
         * @param name as it was sent, not empty
         * @param value unfolded and decoded, whatever its characters are
         * @return false to see no more fields
         */
        boolean field(String name, String value);
    }

    /**
     * Shows the fields of a message to a visitor.
     *
     * @param beginning the octets of the message, or the first ones
     * @param maxValue octets of a value that are looked at
     */
    public static void read(byte[] beginning, int maxValue, Visitor visitor) {
        MimeTokenStream tokens = MimeWalk.tokens();
        try {
            tokens.parse(new ByteArrayInputStream(beginning));
            boolean first = true;
            boolean more = true;
            for (EntityState state = tokens.getState();
                    more && state != EntityState.T_END_HEADER;
                    state = tokens.next()) {
                if (state == EntityState.T_FIELD) {
                    RawField field = (RawField) tokens.getField();
                    byte[] line = field.getRaw().toByteArray();
                    more = field.getName().isEmpty()
                            ? first && PartHeader.isEnvelopeLine(line)
                            : visitor.field(field.getName(), value(field, line, maxValue));
                    first = false;
                }
            }
        } catch (MimeException | IOException e) {
            // What was read is what there is.
        }
    }

    private static String value(RawField field, byte[] line, int maxValue) {
        int begin = field.getDelimiterIdx() + 1;
        byte[] octets = Arrays.copyOfRange(line, begin, (int) Math.min(line.length, (long) begin + maxValue));
        return EncodedWords.decode(MimeUtil.unfold(TextDecoder.guess(octets)).strip());
    }
}
