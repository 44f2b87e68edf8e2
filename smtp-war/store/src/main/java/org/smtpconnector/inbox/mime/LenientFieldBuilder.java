package org.smtpconnector.inbox.mime;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.DefaultFieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/**
 * Makes a field without a name of a line that is not a header field. {@link DefaultFieldBuilder} refuses the line, and then
 * mime4j loses it. If mime4j is configured to begin the body there, it loses the next line.
 */
final class LenientFieldBuilder extends DefaultFieldBuilder {

    LenientFieldBuilder(int maxLength) {
        super(maxLength);
    }

    @Override
    public RawField build() throws MimeException {
        RecycledByteArrayBuffer line = getRaw();
        if (line.length() == 0) {
            // no field before the empty line
            return null;
        }
        try {
            RawField field = super.build();
            if (!field.getName().isEmpty()) {
                return field;
            }
        } catch (MimeException e) {
            // the line begins the body
        }
        ByteArrayBuffer nameless = new ByteArrayBuffer(line.length() + 1);
        nameless.append(':');
        nameless.append(line.buffer(), 0, line.length());
        return RawFieldParser.DEFAULT.parseField(nameless);
    }
}
