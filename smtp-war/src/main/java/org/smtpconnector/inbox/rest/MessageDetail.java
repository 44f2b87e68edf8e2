package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.inbox.html.HarmlessHtml;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.store.HeaderField;
import org.smtpconnector.inbox.store.MessageHeader;
import org.smtpconnector.inbox.store.StoredMessage;
import org.smtpconnector.inbox.store.StoredRelease;

/**
 * A message with everything but its octets.
 *
 * @param outcome accepted, rejected or failed
 * @param delivery absent if it is not known, or not yet
 * @param release absent if the message was not sent on to another server
 * @param headers in their order, as far as they stand in the first 256 KiB
 * @param size octets
 */
@JsonbPropertyOrder({
    "id",
    "receivedAt",
    "size",
    "outcome",
    "subject",
    "from",
    "to",
    "cc",
    "date",
    "messageId",
    "envelope",
    "session",
    "delivery",
    "release",
    "headers",
    "body",
    "attachments"
})
public record MessageDetail(
        long id,
        Instant receivedAt,
        long size,
        String outcome,
        String subject,
        String from,
        String to,
        String cc,
        String date,
        String messageId,
        EnvelopeView envelope,
        SessionView session,
        DeliveryView delivery,
        ReleaseView release,
        List<HeaderField> headers,
        Body body,
        List<AttachmentView> attachments) {

    /**
     * The parts of a message that can be shown.
     *
     * @param text whether there is text
     * @param html absent if there is none
     * @param problem what could not be read, in words; absent if nothing
     */
    @JsonbPropertyOrder({"text", "html", "problem"})
    public record Body(boolean text, Html html, String problem) {}

    /**
     * The HTML.
     *
     * @param remoteImages pictures that are not shown until asked
     */
    public record Html(int remoteImages) {}

    static MessageDetail of(
            StoredMessage message, MessageHeader header, MessageContent content, Optional<StoredRelease> release) {
        HarmlessHtml html = content.html() == null ? null : HarmlessHtml.of(content.html(), false);
        Set<String> shown = html == null ? Set.of() : html.contentIds();
        return new MessageDetail(
                message.id(),
                message.receivedAt(),
                message.size(),
                Words.of(message.outcome()),
                message.subject(),
                message.from(),
                message.to(),
                message.cc(),
                message.date(),
                message.messageId(),
                EnvelopeView.of(message, header),
                SessionView.of(message.session()),
                DeliveryView.of(message.delivery()),
                release.map(ReleaseView::of).orElse(null),
                header.fields(),
                new Body(
                        content.text() != null || html != null,
                        html == null ? null : new Html(html.remoteImages()),
                        content.problem()),
                content.attachments().stream()
                        .map(attachment -> AttachmentView.of(attachment, shown))
                        .toList());
    }
}
