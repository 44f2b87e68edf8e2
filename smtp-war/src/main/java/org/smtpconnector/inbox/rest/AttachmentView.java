package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Set;
import org.smtpconnector.inbox.mime.Attachment;
import org.smtpconnector.inbox.mime.MimePart;

/**
 * An attachment.
 *
 * @param part its address under {@code /parts/}
 * @param type as the sender claims
 * @param size octets, decoded
 * @param contentId absent if there is none
 * @param inline whether the HTML shows it
 * @param image whether it is a picture that a page may show
 */
@JsonbPropertyOrder({"part", "name", "type", "size", "contentId", "inline", "image"})
public record AttachmentView(
        String part, String name, String type, long size, String contentId, boolean inline, boolean image) {

    static AttachmentView of(Attachment attachment, Set<String> shown) {
        MimePart part = attachment.part();
        return new AttachmentView(
                part.path(),
                part.name(),
                part.type(),
                attachment.size(),
                part.contentId(),
                part.reference() != null && shown.contains(part.reference()),
                attachment.image() != null);
    }
}
