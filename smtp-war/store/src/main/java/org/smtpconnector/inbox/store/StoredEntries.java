package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.smtpconnector.inbox.search.IndexEntry;
import org.smtpconnector.inbox.search.SearchIndex.Range;
import org.smtpconnector.inbox.search.SearchIndex.Summary;

/**
 * The entries that the search index ought to have, as the database has them. Each look is a transaction: without one, Payara gives a thread that
 * looks again and again a persistence context that is closed.
 */
@ApplicationScoped
@Transactional
public class StoredEntries {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    /** Returns the number of messages by ranges of ids: one query, and a small answer. */
    Map<Range, Summary> summaries() {
        Stream<?> rows = entityManager
                .createNativeQuery("select id / " + Range.SIZE + ", count(*), sum(id) from smtp_message group by id / "
                        + Range.SIZE)
                .getResultStream();
        Map<Range, Summary> summaries = new HashMap<>();
        rows.map(Object[].class::cast)
                .forEach(row -> summaries.put(Range.of(number(row[0])), new Summary(number(row[1]), number(row[2]))));
        return summaries;
    }

    /** Returns the number of messages. */
    long count() {
        return number(entityManager
                .createNativeQuery("select count(*) from smtp_message")
                .getSingleResult());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    List<Long> ids(Range range) {
        return entityManager
                .createQuery("select m.id from StoredMessage m where m.id between :first and :last", Long.class)
                .setParameter("first", range.first())
                .setParameter("last", range.last())
                .getResultList();
    }

    /**
     * The entries of messages, without those that are gone. An index that is made anew because the rules of reading have
     * changed asks for all messages: their subjects, previews and other columns are put right on the way.
     */
    public List<IndexEntry> entries(List<Long> ids) {
        List<StoredMessage> messages = entityManager
                .createQuery("select m from StoredMessage m where m.id in :ids", StoredMessage.class)
                .setParameter("ids", ids)
                .getResultList();
        StoredRecipient.addTo(messages, entityManager);
        List<IndexEntry> entries = messages.stream()
                .map(m -> m.indexEntry(m.recipients(), read(m)))
                .toList();
        entityManager.flush();
        // Or, where one persistence context is used all the time, it would hold them all.
        entityManager.clear();
        return entries;
    }

    /** Updates the columns of a message from its content, and returns its text. */
    private String read(StoredMessage message) {
        Optional<MessageBeginning> beginning =
                StoredChunk.octets(message.id(), 0, entityManager).map(MessageBeginning::of);
        beginning.ifPresent(message::read);
        return beginning.map(MessageBeginning::text).orElse("");
    }
}
