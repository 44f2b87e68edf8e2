package org.smtpconnector.inbox.store;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.inbox.search.IndexEntry;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.search.SearchIndex;

/**
 * The search index of this store: learns of every change when it is committed, and then tells others of it. When it may have
 * missed one, it is compared with the database: at the start, after a transaction that failed (what its commit has done is
 * not known), after a file that could not be written, and all the time if other servers write into the same database.
 */
@ApplicationScoped
public class StoreIndex {

    private static final Logger LOGGER = Logger.getLogger(StoreIndex.class.getName());

    private final StoredEntries entries;
    private final Event<StoreChanged> changed;
    private final DeletedIds deleted = new DeletedIds();

    /** Held by the thread that compares or closes the index. */
    private final ReentrantLock keeping = new ReentrantLock();

    private volatile IndexFolder folder;
    private volatile boolean doubtful = true;
    private volatile boolean closing;

    /** Whether every message of the start has been looked at. */
    private volatile boolean compared;

    /** Whether messages are known to be missing. */
    private volatile boolean behind;

    private boolean failing;

    /** For the proxy of the container. */
    protected StoreIndex() {
        this(null, null);
    }

    /**
     * Makes the index; it is to be opened.
     *
     * @param entries what it ought to have
     * @param changed takes the news
     */
    @Inject
    public StoreIndex(StoredEntries entries, Event<StoreChanged> changed) {
        this.entries = entries;
        this.changed = changed;
    }

    /**
     * Opens it.
     *
     * @param data the directory where its folder is, or will be
     */
    void open(Path data) {
        folder = IndexFolder.open(data);
    }

    private SearchIndex index() {
        return folder.index();
    }

    @PreDestroy
    void close() {
        closing = true;
        keeping.lock();
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, "The search index is not written to its end: it is put right at the next start", e);
        } finally {
            keeping.unlock();
        }
    }

    void stored(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageStored event) {
        put(event.entry());
        tell(StoreChanged.Kind.STORED, List.of(event.entry().id()));
    }

    void updated(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageUpdated event) {
        tell(StoreChanged.Kind.UPDATED, List.of(event.id()));
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessagesDeleted event) {
        forget(event.ids());
        tell(StoreChanged.Kind.DELETED, event.ids());
    }

    void notStored(@Observes(during = TransactionPhase.AFTER_FAILURE) MessageStored event) {
        doubtful = true;
    }

    void notDeleted(@Observes(during = TransactionPhase.AFTER_FAILURE) MessagesDeleted event) {
        doubtful = true;
    }

    private void tell(StoreChanged.Kind kind, List<Long> ids) {
        changed.fire(new StoreChanged(kind, ids));
    }

    private void put(IndexEntry entry) {
        write(() -> putOrForget(entry));
    }

    /** The message may be deleted after its entry was read: then this removes the entry, or the thread that deletes does. */
    private void putOrForget(IndexEntry entry) {
        index().put(entry);
        if (deleted.contains(entry.id())) {
            index().remove(List.of(entry.id()));
        }
    }

    /** These are gone, whoever deleted them. */
    void forget(List<Long> ids) {
        deleted.add(ids);
        write(() -> index().remove(ids));
    }

    /** A message that is stored is stored, whatever becomes of the index. */
    private void write(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            LOGGER.log(
                    doubtful ? Level.FINE : Level.WARNING,
                    "The search index has missed a change, and will be compared with the database",
                    e);
            doubtful = true;
        }
    }

    List<Long> find(MessageSearch search, int limit) {
        return index().find(search, limit);
    }

    long count(MessageSearch search) {
        return index().count(search);
    }

    /** Returns how far the index is, empty if it has every message. */
    Optional<SearchProgress> progress() {
        if (compared && !behind && !doubtful) {
            return Optional.empty();
        }
        long indexed = index().size();
        long stored = entries.count();
        // A transaction that failed has most probably done nothing.
        return compared && !behind && indexed == stored
                ? Optional.empty()
                : Optional.of(new SearchProgress(Math.min(indexed, stored), stored));
    }

    /**
     * Compares the index with the database if it may have missed something, and writes it to the disk. To be called now and
     * then; tells others of what was missed. Does nothing while another thread does it.
     *
     * @param shared whether others write into the same database
     */
    void keep(boolean shared) {
        keep(shared, () -> !closing);
    }

    /**
     * Likewise, and leaves what has not been compared after some time for the next call.
     *
     * @param longest the time that this takes, nearly
     */
    void keep(boolean shared, Duration longest) {
        long begin = System.nanoTime();
        keep(shared, () -> !closing && System.nanoTime() - begin < longest.toNanos());
    }

    private void keep(boolean shared, BooleanSupplier goOn) {
        if (!keeping.tryLock()) {
            return;
        }
        try {
            if (!closing) {
                keepUp(shared, goOn);
            }
        } finally {
            keeping.unlock();
        }
    }

    private void keepUp(boolean shared, BooleanSupplier goOn) {
        try {
            if (folder.repair() || doubtful || shared) {
                doubtful = false;
                IndexComparison comparison = new IndexComparison(index(), entries, new Corrections());
                behind = comparison.isBehind();
                if (comparison.run(goOn)) {
                    behind = false;
                    compared = true;
                } else {
                    doubtful = true;
                }
            }
            index().keep();
            deleted.forgetFormer();
            failing = false;
        } catch (RuntimeException | IOException e) {
            doubtful = true;
            LOGGER.log(
                    failing ? Level.FINE : Level.WARNING,
                    "The search index cannot be brought up to date, trying again all the time",
                    e);
            failing = true;
        }
    }

    /** Corrects the index, and tells of it. */
    private final class Corrections implements IndexComparison.Corrections {

        @Override
        public void missing(List<IndexEntry> missing) {
            missing.forEach(StoreIndex.this::putOrForget);
            List<Long> ids = missing.stream().map(IndexEntry::id).toList();
            if (compared) {
                ids.forEach(id -> tell(StoreChanged.Kind.STORED, List.of(id)));
            } else {
                tell(StoreChanged.Kind.INDEXED, ids);
            }
        }

        @Override
        public void gone(List<Long> ids) {
            index().remove(ids);
            if (compared) {
                tell(StoreChanged.Kind.DELETED, ids);
            }
        }
    }
}
