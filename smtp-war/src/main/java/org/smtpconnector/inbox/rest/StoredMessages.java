package org.smtpconnector.inbox.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.smtpconnector.inbox.html.HarmlessHtml;
import org.smtpconnector.inbox.html.Links;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.StoredMessage;

/** Gives a message for the id in a path. */
@ApplicationScoped
class StoredMessages {

    @Inject
    private MessageStore store;

    /**
     * Gets a message.
     *
     * @throws NotFoundException if there is none
     */
    StoredMessage get(String id) {
        return store.get(Parameters.id("id", id)).orElseThrow(NotFoundException::new);
    }

    MessageContent content(StoredMessage message) {
        try (InputStream source = store.open(message, 0)) {
            return MessageContent.read(source, MessageContent.MAX_TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds where a message leads to.
     *
     * @param html the message's HTML made harmless, null if it has none
     */
    static List<Links.Link> links(MessageContent content, HarmlessHtml html) {
        return Links.of(html == null ? null : html.page(Map.of()), content.text());
    }
}
