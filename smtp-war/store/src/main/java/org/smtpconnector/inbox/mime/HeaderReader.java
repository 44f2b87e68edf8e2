package org.smtpconnector.inbox.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * Reads the header of a message, field by field. A header ends at an empty line. It also ends before a line that is not a
 * field, where the body begins without an empty line.
 */
public final class HeaderReader {

    private HeaderReader() {}

    /** Receives the fields, one after another. */
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
     * @return whether there is something behind the header, so that no field is missing
     */
    public static boolean read(byte[] beginning, int maxValue, Visitor visitor) {
        ByteArrayInputStream input = new ByteArrayInputStream(beginning);
        MimeTokenStream tokens = MimeWalk.tokens();
        try {
            tokens.parse(input);
            boolean first = true;
            for (EntityState state = tokens.getState(); state != EntityState.T_END_HEADER; state = tokens.next()) {
                if (state == EntityState.T_FIELD) {
                    RawField field = (RawField) tokens.getField();
                    byte[] line = field.getRaw().toByteArray();
                    if (!field.getName().isEmpty()) {
                        if (!visitor.field(field.getName(), value(field, line, maxValue))) {
                            return false;
                        }
                    } else if (!first || !PartHeader.isEnvelopeLine(line)) {
                        return true;
                    }
                    first = false;
                }
            }
            return input.available() > 0;
        } catch (MimeException | IOException e) {
            return false;
        }
    }

    private static String value(RawField field, byte[] line, int maxValue) {
        int begin = field.getDelimiterIdx() + 1;
        byte[] octets = Arrays.copyOfRange(line, begin, (int) Math.min(line.length, (long) begin + maxValue));
        return EncodedWords.decode(MimeUtil.unfold(TextDecoder.guess(octets)).strip());
    }
}
