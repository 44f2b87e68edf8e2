package org.smtpconnector.sample.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;

/** Keeps messages in the database. Safe for use by several threads. */
@ApplicationScoped
public class MessageStore {

    /** The most messages that one call deletes: a transaction has an end. */
    public static final int MAX_DELETE = 100;

    /** A statement deletes no more chunks of a message. */
    private static final int CHUNKS_AT_ONCE = 4;

    /** A transaction deletes no more octets, or one message. */
    private static final long MAX_DELETE_OCTETS = 4L * CHUNKS_AT_ONCE * StoredChunk.SIZE;

    /**
     * How many messages of several chunks are written at once. A database in this heap holds some of what each of them
     * writes until it is in the file, and is not faster with more of them.
     */
    private static final int LARGE_AT_ONCE = 4;

    /** Nearly as long as a delivery may take. */
    private static final int LARGE_WAIT_SECONDS = 100;

    private final Semaphore large = new Semaphore(LARGE_AT_ONCE, true);

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final Event<MessageStored> stored;
    private final Event<MessagesDeleted> deleted;

    /** For the proxy of the container. */
    protected MessageStore() {
        this(null, null);
    }

    /**
     * Makes the store.
     *
     * @param stored takes the news of a stored message
     * @param deleted takes the news of deleted messages
     */
    @Inject
    public MessageStore(Event<MessageStored> stored, Event<MessagesDeleted> deleted) {
        this.stored = stored;
        this.deleted = deleted;
    }

    /**
     * Stores a message in the transaction of the caller. Holds one chunk of it in memory at a time, and detaches whatever
     * the caller's persistence context holds: it has to be written by then.
     *
     * @param message not null
     * @return the id of the stored message
     * @throws UncheckedIOException if the message cannot be read
     * @throws IllegalStateException if too many large messages are before it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public long add(SmtpMessage message) {
        if (message.size() <= StoredChunk.SIZE) {
            return write(message);
        }
        // Before anything is written: who waits here holds no connection to the database.
        awaitTurn();
        try {
            return write(message);
        } finally {
            large.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!large.tryAcquire(LARGE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Other large messages took longer than " + LARGE_WAIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while other large messages were written", e);
        }
    }

    private long write(SmtpMessage message) {
        try (InputStream content = message.openStream()) {
            byte[] octets = content.readNBytes(StoredChunk.SIZE);
            // Milliseconds are what the column keeps.
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            StoredMessage entity = new StoredMessage(message, MessageHeader.parse(octets), now);
            entityManager.persist(entity);
            long id = entity.id();
            addRecipients(id, message.recipients());
            addChunks(id, octets, content, message.size());
            stored.fire(new MessageStored(id));
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read message " + message.transaction().id(), e);
        }
    }

    private void addRecipients(long id, List<SmtpAddress> recipients) {
        for (int i = 0; i < recipients.size(); i++) {
            entityManager.persist(new StoredRecipient(id, i, recipients.get(i).toString()));
        }
    }

    private void addChunks(long id, byte[] first, InputStream rest, long expected) throws IOException {
        long written = 0;
        byte[] octets = first;
        for (int position = 0; octets.length > 0; position++) {
            entityManager.persist(new StoredChunk(id, position, octets));
            // Written and forgotten, or the persistence context would hold the whole message until the commit.
            entityManager.flush();
            entityManager.clear();
            written += octets.length;
            octets = rest.readNBytes(StoredChunk.SIZE);
        }
        if (written != expected) {
            throw new IOException("The content has " + written + " octets, but its size was given as " + expected);
        }
    }

    /**
     * Finds messages.
     *
     * @param search what to find
     * @param limit the most messages to give, 1 or more
     * @return newest first, with their recipients
     */
    public List<StoredMessage> find(MessageSearch search, int limit) {
        List<StoredMessage> found = search.query(entityManager, "m", StoredMessage.class)
                .setMaxResults(limit)
                .getResultList();
        addRecipients(found);
        return found;
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
            addRecipients(List.of(found));
        }
        return Optional.ofNullable(found);
    }

    /** One query for the recipients of all. */
    private void addRecipients(List<StoredMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Map<Long, List<String>> addresses = new HashMap<>();
        entityManager
                .createQuery(
                        "select r from StoredRecipient r where r.messageId in :ids order by r.messageId, r.position",
                        StoredRecipient.class)
                .setParameter("ids", messages.stream().map(StoredMessage::id).toList())
                .getResultList()
                .forEach(r -> addresses
                        .computeIfAbsent(r.messageId(), id -> new ArrayList<>())
                        .add(r.address()));
        messages.forEach(m -> m.recipients(addresses.getOrDefault(m.id(), List.of())));
    }

    /**
     * Reads the header of a message, as far as it stands in the first 256 KiB.
     *
     * @param id any number
     * @return the fields in order; none if there is no such message
     */
    public List<HeaderField> header(long id) {
        return chunk(id, 0).map(octets -> MessageHeader.parse(octets).fields()).orElse(List.of());
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
        return entityManager
                .createQuery(
                        "select c.octets from StoredChunk c where c.messageId = :id and c.position = :position",
                        byte[].class)
                .setParameter("id", id)
                .setParameter("position", position)
                .getResultStream()
                .findFirst();
    }

    /**
     * Deletes one message.
     *
     * @param id any number
     * @return false if there is none of that id
     */
    @Transactional
    public boolean delete(long id) {
        StoredMessage found = entityManager.find(StoredMessage.class, id);
        return found != null && delete(List.of(found)) == 1;
    }

    /**
     * Deletes messages, as many as one transaction can bear: to be called until it says 0 to delete all.
     *
     * @param search what to delete
     * @return how many were deleted, at most {@value #MAX_DELETE}
     */
    @Transactional
    public int deleteSome(MessageSearch search) {
        List<StoredMessage> found = search.query(entityManager, "m", StoredMessage.class)
                .setMaxResults(MAX_DELETE)
                .getResultList();
        List<StoredMessage> some = new ArrayList<>();
        long octets = 0;
        for (StoredMessage message : found) {
            octets += message.size();
            if (!some.isEmpty() && octets > MAX_DELETE_OCTETS) {
                break;
            }
            some.add(message);
        }
        return some.isEmpty() ? 0 : delete(some);
    }

    private int delete(List<StoredMessage> messages) {
        messages.forEach(this::deleteChunksOfLarge);
        List<Long> ids = messages.stream().map(StoredMessage::id).toList();
        deleteFrom("StoredChunk c where c.messageId", ids);
        deleteFrom("StoredRecipient r where r.messageId", ids);
        int count = deleteFrom("StoredMessage m where m.id", ids);
        if (count > 0) {
            deleted.fire(new MessagesDeleted(ids));
        }
        return count;
    }

    /** In steps: H2 gathers what a statement deletes on the heap. */
    private void deleteChunksOfLarge(StoredMessage message) {
        int chunks = Math.toIntExact((message.size() + StoredChunk.SIZE - 1) / StoredChunk.SIZE);
        for (int position = CHUNKS_AT_ONCE; position < chunks; position += CHUNKS_AT_ONCE) {
            entityManager
                    .createQuery(
                            "delete from StoredChunk c where c.messageId = :id and c.position between :first and :last")
                    .setParameter("id", message.id())
                    .setParameter("first", position)
                    .setParameter("last", position + CHUNKS_AT_ONCE - 1)
                    .executeUpdate();
        }
    }

    private int deleteFrom(String which, List<Long> ids) {
        return entityManager
                .createQuery("delete from " + which + " in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
