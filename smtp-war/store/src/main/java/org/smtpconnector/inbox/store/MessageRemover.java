package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.inbox.search.MessageSearch;

/** Deletes messages, as many at a time as a transaction can bear. Safe for use by several threads. */
@ApplicationScoped
public class MessageRemover {

    /** The most messages that one call deletes: a transaction has an end. */
    public static final int MAX_DELETE = 100;

    /** A statement deletes no more chunks of a message. */
    private static final int CHUNKS_AT_ONCE = 4;

    /** A transaction deletes no more octets, or one message. */
    private static final long MAX_DELETE_OCTETS = 4L * CHUNKS_AT_ONCE * StoredChunk.SIZE;

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final MessageStore store;
    private final Event<MessagesDeleted> deleted;

    /** For the proxy of the container. */
    protected MessageRemover() {
        this(null, null);
    }

    @Inject
    MessageRemover(MessageStore store, Event<MessagesDeleted> deleted) {
        this.store = store;
        this.deleted = deleted;
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
     * Deletes some of the messages that a search finds: to be called until it says 0 to delete all.
     *
     * @param search what to delete
     * @return how many were deleted, at most {@value #MAX_DELETE}
     */
    @Transactional
    public int deleteSome(MessageSearch search) {
        List<StoredMessage> found = store.find(search, MAX_DELETE);
        int count = 0;
        while (count == 0 && !found.isEmpty()) {
            count = deleteSome(found);
            // None, if somebody else has deleted them.
            found = count > 0 ? found : store.find(search, MAX_DELETE);
        }
        return count;
    }

    /**
     * Deletes some of the messages that are too many, the oldest first: to be called until it says 0.
     *
     * @param keep how many may stay
     */
    @Transactional
    public int deleteMoreThan(long keep) {
        long excess = entityManager
                        .createQuery("select count(m) from StoredMessage m", Long.class)
                        .getSingleResult()
                - keep;
        return excess <= 0
                ? 0
                : deleteSome(entityManager
                        .createQuery("select m from StoredMessage m order by m.id", StoredMessage.class)
                        .setMaxResults((int) Math.min(excess, MAX_DELETE))
                        .getResultList());
    }

    /**
     * Deletes some of the messages that are too large together, the oldest first: to be called until it says 0.
     *
     * @param keep how many octets may stay
     */
    @Transactional
    public int deleteLargerThan(long keep) {
        Long stored = entityManager
                .createQuery("select sum(m.size) from StoredMessage m", Long.class)
                .getSingleResult();
        long excess = stored == null ? 0 : stored - keep;
        List<StoredMessage> some = new ArrayList<>();
        if (excess > 0) {
            // A transaction that came to nothing has no octets.
            for (StoredMessage message : entityManager
                    .createQuery("select m from StoredMessage m where m.size > 0 order by m.id", StoredMessage.class)
                    .setMaxResults(MAX_DELETE)
                    .getResultList()) {
                if (excess <= 0) {
                    break;
                }
                some.add(message);
                excess -= message.size();
            }
        }
        return deleteSome(some);
    }

    /**
     * Deletes some of the messages that are too old: to be called until it says 0.
     *
     * @param time those received earlier go
     */
    @Transactional
    public int deleteOlderThan(Instant time) {
        return deleteSome(entityManager
                .createQuery(
                        "select m from StoredMessage m where m.receivedAt < :time order by m.receivedAt",
                        StoredMessage.class)
                .setParameter("time", time)
                .setMaxResults(MAX_DELETE)
                .getResultList());
    }

    private int deleteSome(List<StoredMessage> messages) {
        List<StoredMessage> some = new ArrayList<>();
        long octets = 0;
        for (StoredMessage message : messages) {
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
        deleteFrom("StoredTranscript t where t.messageId", ids);
        deleteFrom("StoredRelease r where r.messageId", ids);
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
