package org.smtpconnector.inbox.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.search.IndexTexts;

/** The first chunk of a message, as it was read: enough to list and to find it, at a cost that does not grow with its size. */
record MessageBeginning(MessageHeader header, String text, int attachments) {

    /** Enough for a preview and for the index, also if it is HTML with a long style sheet. */
    private static final int MAX_TEXT = 64 * 1024;

    static MessageBeginning of(byte[] octets) {
        MessageHeader header = MessageHeader.parse(octets);
        try {
            MessageContent content = MessageContent.read(new ByteArrayInputStream(octets), MAX_TEXT);
            return new MessageBeginning(
                    header, content.readableText(), content.attachments().size());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot happen: the octets are in memory", e);
        }
    }

    String preview(int maxLength) {
        return IndexTexts.oneLine(text, maxLength);
    }
}
