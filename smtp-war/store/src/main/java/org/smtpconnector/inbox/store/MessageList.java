package org.smtpconnector.inbox.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.search.Outcome;

/**
 * Lists messages as the database has them: what is stored is listed, however far the search index is. It pages by the id
 * over an index of outcome and id, so that a page costs the same wherever it is.
 */
@ApplicationScoped
public class MessageList {

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    /** Returns the messages of a plain search with the largest ids, the largest first. */
    List<StoredMessage> newest(MessageSearch search, int limit) {
        // A query for each outcome: each reads no more rows than it gives.
        return search.outcomes().stream()
                .flatMap(outcome -> newest(outcome, search, limit).stream())
                .sorted(Comparator.comparingLong(StoredMessage::id).reversed())
                .limit(limit)
                .toList();
    }

    private List<StoredMessage> newest(Outcome outcome, MessageSearch search, int limit) {
        return entityManager
                .createQuery(
                        // In the order of both columns: H2 does not use the index for the id alone.
                        "select m from StoredMessage m where m.outcome = :outcome and m.id > :after"
                                + " and m.id < :before"
                                + " order by m.outcome desc, m.id desc",
                        StoredMessage.class)
                .setParameter("outcome", outcome)
                .setParameter("after", search.afterId())
                .setParameter("before", search.beforeId())
                .setMaxResults(limit)
                .getResultList();
    }

    /** Returns the messages of these ids that are there, the largest id first. */
    List<StoredMessage> get(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "select m from StoredMessage m where m.id in :ids order by m.id desc",
                                StoredMessage.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** Returns the number of messages that a plain search finds. */
    long count(MessageSearch search) {
        if (search.afterId() != 0 || search.beforeId() != Long.MAX_VALUE) {
            throw new IllegalArgumentException("A page is not counted");
        }
        // H2 knows how many rows a table has, and counts those of an outcome one by one: most messages are accepted.
        boolean most = search.outcomes().contains(Outcome.ACCEPTED);
        Set<Outcome> counted = EnumSet.copyOf(search.outcomes());
        if (most) {
            counted = EnumSet.complementOf(EnumSet.copyOf(counted));
        }
        String all = "select count(*) from smtp_message";
        String some = counted.isEmpty()
                ? "0"
                : "(" + all + " where outcome in ("
                        + counted.stream().map(outcome -> "'" + outcome + "'").collect(Collectors.joining(", ")) + "))";
        return ((Number) entityManager
                        .createNativeQuery(most ? "select (" + all + ") - " + some : "select " + some)
                        .getSingleResult())
                .longValue();
    }
}
