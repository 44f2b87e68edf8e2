package org.smtpconnector.sample.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.sample.search.IndexEntry;
import org.smtpconnector.sample.search.MessageSearch;
import org.smtpconnector.sample.search.SearchIndex;

/** The index of this store: learns of every change when it is committed, and then tells others of it. */
@ApplicationScoped
public class StoreIndex {

    private static final Logger LOGGER = Logger.getLogger(StoreIndex.class.getName());

    /** Of the heap: room for some 100,000 messages in 512 MB. */
    private static final int SHARE = 5;

    @PersistenceContext(unitName = "inbox")
    EntityManager entityManager;

    private final SearchIndex index =
            new SearchIndex(this::entries, Runtime.getRuntime().maxMemory() / SHARE);
    private final Event<StoreChanged> changed;

    /** For the proxy of the container. */
    protected StoreIndex() {
        this(null);
    }

    /**
     * Makes an index that has nothing in memory yet.
     *
     * @param changed takes the news
     */
    @Inject
    public StoreIndex(Event<StoreChanged> changed) {
        this.changed = changed;
    }

    /** Reads what is in the store; searching works meanwhile, only more slowly. */
    public void load() {
        try {
            index.load();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "Cannot read all of the index: searching is slow until the next start", e);
        }
    }

    void stored(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageStored event) {
        index.put(event.entry());
        changed.fire(
                new StoreChanged(StoreChanged.Kind.STORED, List.of(event.entry().id())));
    }

    void updated(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageUpdated event) {
        changed.fire(new StoreChanged(StoreChanged.Kind.UPDATED, List.of(event.id())));
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessagesDeleted event) {
        index.remove(event.ids());
        changed.fire(new StoreChanged(StoreChanged.Kind.DELETED, event.ids()));
    }

    List<Long> find(MessageSearch search, int limit) {
        return index.find(search, limit);
    }

    long count(MessageSearch search) {
        return index.count(search);
    }

    /** These are gone, whoever deleted them. */
    void forget(List<Long> ids) {
        index.remove(ids);
    }

    private List<IndexEntry> entries(long before, int limit) {
        return entityManager
                .createQuery(
                        "select s from StoredIndexEntry s where s.messageId < :before order by s.messageId desc",
                        StoredIndexEntry.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultStream()
                .map(StoredIndexEntry::entry)
                .toList();
    }
}
