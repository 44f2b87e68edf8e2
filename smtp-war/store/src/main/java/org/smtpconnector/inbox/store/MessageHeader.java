package org.smtpconnector.inbox.store;

import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.inbox.mime.HeaderReader;

/**
 * The header of a message, read from its beginning. Whatever the octets are, there is a result: a message without a
 * header has no fields, and what is no field is left out.
 */
public final class MessageHeader {

    /** Fields that are looked at; the rest of a header is in the source. */
    static final int MAX_FIELDS = 1000;

    /** Maximum length of a value: enough for a To field with thousands of recipients. */
    static final int MAX_VALUE = StoredChunk.SIZE;

    private static final int MAX_NAME = 200;

    private final List<HeaderField> fields;

    private final boolean complete;

    private MessageHeader(List<HeaderField> fields, boolean complete) {
        this.fields = List.copyOf(fields);
        this.complete = complete;
    }

    /** Reads the fields up to the body or the end of what is given. */
    public static MessageHeader parse(byte[] beginning) {
        List<HeaderField> fields = new ArrayList<>();
        boolean ended = HeaderReader.read(beginning, MAX_VALUE, (name, value) -> {
            fields.add(new HeaderField(
                    Text.column(name, MAX_NAME), Text.column(value, MAX_VALUE).strip()));
            return fields.size() < MAX_FIELDS;
        });
        // A message that is smaller than a chunk is complete.
        boolean all = beginning.length < StoredChunk.SIZE && fields.size() < MAX_FIELDS;
        return new MessageHeader(fields, ended || all);
    }

    /** The fields in their order. */
    public List<HeaderField> fields() {
        return fields;
    }

    /** Tells whether the message has no other fields. */
    public boolean isComplete() {
        return complete;
    }

    /** The values of all fields of that name, as one line; null if there is none. */
    String value(String name) {
        String found = null;
        for (HeaderField field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                found = found == null ? field.value() : found + ", " + field.value();
            }
        }
        return found;
    }
}
