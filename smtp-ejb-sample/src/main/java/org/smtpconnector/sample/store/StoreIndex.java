package org.smtpconnector.sample.store;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.smtpconnector.sample.search.IndexEntry;
import org.smtpconnector.sample.search.MessageSearch;
import org.smtpconnector.sample.search.SearchIndex;
import org.smtpconnector.sample.search.SearchIndex.Range;
import org.smtpconnector.sample.search.SearchIndex.Summary;

/**
 * The search index of this store: learns of every change when it is committed, and then tells others of it. When it may have
 * missed one, it is compared with the database: at the start, after a transaction that failed (what its commit has done is
 * not known), after a file that could not be written, and all the time if other servers write into the same database.
 */
@ApplicationScoped
public class StoreIndex {

    private static final Logger LOGGER = Logger.getLogger(StoreIndex.class.getName());

    /** Entries that are read from the database at once. */
    private static final int AT_ONCE = 50;

    private final StoredEntries entries;
    private final Event<StoreChanged> changed;

    private volatile IndexFolder folder;
    private volatile boolean doubtful = true;
    private volatile boolean closing;
    private boolean compared;
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
        synchronized (this) {
            try {
                if (folder != null) {
                    folder.close();
                }
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        "The search index is not written to its end: it is put right at the next start",
                        e);
            }
        }
    }

    void stored(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessageStored event) {
        write(() -> index().put(event.entry()));
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

    /** These are gone, whoever deleted them. */
    void forget(List<Long> ids) {
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

    /**
     * Compares the index with the database if it may have missed something, and writes it to the disk. To be called now and
     * then; tells others of what was missed, but for the first time.
     *
     * @param shared whether others write into the same database
     */
    synchronized void keep(boolean shared) {
        if (closing) {
            return;
        }
        try {
            if (folder.repair() || doubtful || shared) {
                doubtful = false;
                compare();
                compared = true;
            }
            index().keep();
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

    /** First the index, then the database: what the database does not have by then was deleted. */
    private void compare() {
        Map<Range, Summary> indexed = index().summaries();
        Map<Range, Summary> stored = entries.summaries();
        Set<Range> ranges = new HashSet<>(indexed.keySet());
        ranges.addAll(stored.keySet());
        ranges.stream()
                .filter(range -> !Objects.equals(indexed.get(range), stored.get(range)))
                .sorted(Comparator.comparingLong(Range::first).reversed())
                .forEach(this::compare);
    }

    private void compare(Range range) {
        List<Long> indexed = index().ids(range);
        List<Long> stored = entries.ids(range);
        List<Long> gone = without(indexed, stored);
        if (!gone.isEmpty()) {
            index().remove(gone);
            tellMissed(StoreChanged.Kind.DELETED, gone);
        }
        List<Long> missing = without(stored, indexed);
        for (int i = 0; i < missing.size() && !closing; i += AT_ONCE) {
            for (IndexEntry entry : entries.entries(missing.subList(i, Math.min(i + AT_ONCE, missing.size())))) {
                index().put(entry);
                tellMissed(StoreChanged.Kind.STORED, List.of(entry.id()));
            }
        }
    }

    private static List<Long> without(List<Long> ids, List<Long> others) {
        Set<Long> known = new HashSet<>(others);
        return ids.stream().filter(id -> !known.contains(id)).toList();
    }

    private void tellMissed(StoreChanged.Kind kind, List<Long> ids) {
        if (compared) {
            tell(kind, ids);
        }
    }
}
