package org.smtpconnector.sample.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.sample.search.MessageSearch;

/** Finds and reads what is stored. Safe for use by several threads. */
@ApplicationScoped
public class MessageStore {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final StoreIndex index;

    /** For the proxy of the container. */
    protected MessageStore() {
        this(null);
    }

    /**
     * Makes the store.
     *
     * @param index finds messages
     */
    @Inject
    public MessageStore(StoreIndex index) {
        this.index = index;
    }

    /**
     * Finds messages.
     *
     * @param search what to find
     * @param limit the most messages to give, 1 or more
     * @return those with the largest ids first, with their recipients
     */
    public List<StoredMessage> find(MessageSearch search, int limit) {
        List<Long> ids = index.find(search, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        List<StoredMessage> found = entityManager
                .createQuery("select m from StoredMessage m where m.id in :ids order by m.id desc", StoredMessage.class)
                .setParameter("ids", ids)
                .getResultList();
        StoredRecipient.addTo(found, entityManager);
        return found;
    }

    /** How many messages a search finds. */
    public long count(MessageSearch search) {
        return index.count(search);
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
        return MessageHeader.parse(chunk(id, 0).orElse(new byte[0]));
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
        return new ChunkInputStream(message.size(), offset, position -> chunk(message.id(), position));
    }

    private Optional<byte[]> chunk(long id, int position) {
        return StoredChunk.octets(id, position, entityManager);
    }
}
