package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Set;
import org.smtpconnector.inbox.html.HarmlessHtml;
import org.smtpconnector.inbox.html.Links;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.store.HeaderField;
import org.smtpconnector.inbox.store.MessageHeader;
import org.smtpconnector.inbox.store.StoredMessage;

/**
 * A message with all that a test looks at, in one answer.
 *
 * @param summary as in the list
 * @param text as at {@code /text}; absent if there is none
 * @param html the HTML as it was sent: not harmless, and not for a page to show; absent if there is none
 * @param links where the message leads to, as at {@code /links}
 * @param headers in their order, decoded
 * @param attachments the parts that are no text
 * @param problem what could not be read, in words; absent if nothing
 */
@JsonbPropertyOrder({"summary", "text", "html", "links", "headers", "attachments", "problem"})
public record MessageWithContent(
        MessageSummary summary,
        String text,
        String html,
        List<Links.Link> links,
        List<HeaderField> headers,
        List<AttachmentView> attachments,
        String problem) {

    static MessageWithContent of(StoredMessage message, MessageHeader header, MessageContent content) {
        HarmlessHtml harmless = content.html() == null ? null : HarmlessHtml.of(content.html(), false);
        Set<String> shown = harmless == null ? Set.of() : harmless.contentIds();
        return new MessageWithContent(
                MessageSummary.of(message),
                content.text() == null && content.html() == null ? null : content.readableText(),
                content.html(),
                StoredMessages.links(content, harmless),
                header.fields(),
                content.attachments().stream()
                        .map(attachment -> AttachmentView.of(attachment, shown))
                        .toList(),
                content.problem());
    }
}
