package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smtpconnector.inbox.search.MessageSearch;

/**
 * Finds and reads what is stored. Safe for use by several threads.
 *
 * <p>A read is a transaction, too: on a thread of an executor that belongs to no request any more, the server may close an entity manager
 * without a transaction while it is used.
 */
@ApplicationScoped
@Transactional
public class MessageStore {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final StoreIndex index;
    private final MessageList list;
    private final Chunks chunks;

    /** For the proxy of the container. */
    protected MessageStore() {
        this(null, null, null);
    }

    /**
     * Makes the store.
     *
     * @param index finds messages by their texts
     * @param list lists all messages
     * @param chunks reads content
     */
    @Inject
    public MessageStore(StoreIndex index, MessageList list, Chunks chunks) {
        this.index = index;
        this.list = list;
        this.chunks = chunks;
    }

    /**
     * Finds messages.
     *
     * @param search what to find
     * @param limit the most messages to give, 1 or more
     * @return those with the largest ids first, with their recipients
     */
    public List<StoredMessage> find(MessageSearch search, int limit) {
        List<StoredMessage> found = search.isPlain() ? list.newest(search, limit) : findByText(search, limit);
        StoredRecipient.addTo(found, entityManager);
        return found;
    }

    /** Does not end a page before its end because of messages that the index has, and the database has not. */
    private List<StoredMessage> findByText(MessageSearch search, int limit) {
        List<Long> ids = index.find(search, limit);
        List<StoredMessage> found = list.get(ids);
        while (found.size() < ids.size()) {
            index.forget(without(ids, found));
            List<Long> next = index.find(search, limit);
            if (next.equals(ids)) {
                break; // the index cannot be written now
            }
            ids = next;
            found = list.get(ids);
        }
        return found;
    }

    private static List<Long> without(List<Long> ids, List<StoredMessage> found) {
        Set<Long> there = found.stream().map(StoredMessage::id).collect(Collectors.toSet());
        return ids.stream().filter(id -> !there.contains(id)).toList();
    }

    /** Returns the number of messages that a search finds. */
    public long count(MessageSearch search) {
        return search.isPlain() ? list.count(search) : index.count(search);
    }

    /**
     * Tells how much of the store a search sees. To be called before the search: what is missing then may be found.
     *
     * @param search any one
     * @return empty if it sees every message
     */
    public Optional<SearchProgress> progress(MessageSearch search) {
        return search.isPlain() ? Optional.empty() : index.progress();
    }

    /**
     * Gets one message.
     *
     * @param id any number
     * @return the message with its recipients, empty if there is none of that id
     */
    public Optional<StoredMessage> get(long id) {
        StoredMessage found = entityManager.find(StoredMessage.class, id);
        if (found != null) {
            StoredRecipient.addTo(List.of(found), entityManager);
        }
        return Optional.ofNullable(found);
    }

    /**
     * Reads the header of a message, as far as it stands in the first 256 KiB.
     *
     * @param id any number
     * @return without fields if there is no such message
     */
    public MessageHeader header(long id) {
        return MessageHeader.parse(chunks.read(id, 0).orElse(new byte[0]));
    }

    /**
     * Reads what was said for a message.
     *
     * @param id any number
     * @return lines as in {@link org.smtpconnector.api.SmtpJournal.Entry#transcript()}; empty if it is not known
     */
    public Optional<String> transcript(long id) {
        return Optional.ofNullable(entityManager.find(StoredTranscript.class, id))
                .map(StoredTranscript::transcript);
    }

    /**
     * Opens the content of a message: the octets as they were received. Reads chunk by chunk, with a connection to the
     * database only while it reads.
     *
     * @param message as found
     * @param offset where to begin, 0 up to the size
     * @return not null; fails with an {@link IOException} if the message is deleted meanwhile
     */
    public InputStream open(StoredMessage message, long offset) {
        return new ChunkInputStream(message.size(), offset, position -> chunks.read(message.id(), position));
    }
}
