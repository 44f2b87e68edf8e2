package org.smtpconnector.inbox.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that the inbox has received.
 *
 * @param id of the message in the inbox; ids grow
 * @param receivedAt by the inbox's clock
 * @param reversePath the sender of the envelope; empty for the null reverse-path
 * @param recipients of the envelope, Bcc too
 * @param subject decoded; null if the message has no such field, as are from and to
 * @param from the From field
 * @param to the To field
 * @param text the text, or what the HTML says where there is no text; null if there is neither
 * @param html the HTML as it was sent; null if there is none
 * @param links where the message leads to, each once
 * @param headers in their order, decoded
 * @param attachments the parts that are no text
 */
public record Message(
        long id,
        Instant receivedAt,
        String reversePath,
        List<String> recipients,
        String subject,
        String from,
        String to,
        String text,
        String html,
        List<Link> links,
        List<Header> headers,
        List<Attachment> attachments) {

    /** Copies the lists. */
    public Message {
        recipients = List.copyOf(recipients);
        links = List.copyOf(links);
        headers = List.copyOf(headers);
        attachments = List.copyOf(attachments);
    }

    /**
     * Returns the value of the first header field of a name.
     *
     * @param name in whatever case
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /**
     * Returns the first link with a text in its address or in what is shown in its place.
     *
     * @throws AssertionError naming the links that there are, if there is no such link
     */
    public Link link(String text) {
        return links.stream()
                .filter(link -> link.href().contains(text)
                        || (link.text() != null && link.text().contains(text)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No link of the message has \"" + text + "\": " + links));
    }

    /**
     * A link of the text or the HTML.
     *
     * @param href where it leads
     * @param text what the HTML shows in its place; null if that is the address itself
     */
    public record Link(String href, String text) {}

    /** A header field. */
    public record Header(String name, String value) {}

    /**
     * A part that is no text.
     *
     * @param part its number in the message, for {@link InboxClient#content}
     * @param name as the sender says; null if it has none
     * @param type as the sender says, such as {@code application/pdf}
     * @param size octets, decoded
     */
    public record Attachment(String part, String name, String type, long size) {}
}
