package org.smtpconnector.inbox.store;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.smtpconnector.inbox.search.IndexEntry;
import org.smtpconnector.inbox.search.SearchIndex;
import org.smtpconnector.inbox.search.SearchIndex.Range;
import org.smtpconnector.inbox.search.SearchIndex.Summary;

/**
 * Finds the differences between the search index and the database, the newest messages first. However many messages are missing,
 * and however much mail comes meanwhile, this is the work of one thread: it takes no more from the deliveries than one of them
 * takes from the others, and does not wait for them. What it has done is written to the disk now and then, so that the next
 * start has less to do if the server is killed.
 */
final class IndexComparison {

    /** Entries that are read from the database at once. */
    static final int AT_ONCE = 50;

    private static final long WRITTEN_AFTER = TimeUnit.SECONDS.toNanos(5);

    private final SearchIndex index;
    private final StoredEntries entries;
    private final Corrections corrections;
    private final Map<Range, Summary> indexed;
    private final Map<Range, Summary> stored;
    private long written = System.nanoTime();

    /** Takes the differences. */
    interface Corrections {

        /** Takes entries that the index does not have. */
        void missing(List<IndexEntry> missing);

        /** Takes ids that the database does not have. */
        void gone(List<Long> ids);
    }

    /** Looks at both: first at the index, so that an id that the database does not have by then was deleted. */
    IndexComparison(SearchIndex index, StoredEntries entries, Corrections corrections) {
        this.index = index;
        this.entries = entries;
        this.corrections = corrections;
        this.indexed = index.summaries();
        this.stored = entries.summaries();
    }

    /** Returns whether the index has fewer entries than the database. */
    boolean isBehind() {
        return count(indexed) < count(stored);
    }

    private static long count(Map<Range, Summary> summaries) {
        return summaries.values().stream().mapToLong(Summary::count).sum();
    }

    /**
     * Tells the corrections of every difference.
     *
     * @param goOn asked now and then
     * @return false if it was not to go on, and there may be more differences
     */
    boolean run(BooleanSupplier goOn) {
        Set<Range> ranges = new HashSet<>(indexed.keySet());
        ranges.addAll(stored.keySet());
        List<Range> different = ranges.stream()
                .filter(range -> !Objects.equals(indexed.get(range), stored.get(range)))
                .sorted(Comparator.comparingLong(Range::first).reversed())
                .toList();
        for (Range range : different) {
            if (!compare(range, goOn)) {
                return false;
            }
        }
        return true;
    }

    private boolean compare(Range range, BooleanSupplier goOn) {
        List<Long> inIndex = index.ids(range);
        List<Long> inDatabase = entries.ids(range);
        List<Long> gone = without(inIndex, inDatabase);
        if (!gone.isEmpty()) {
            corrections.gone(gone);
        }
        List<Long> missing = without(inDatabase, inIndex);
        for (int i = 0; i < missing.size(); i += AT_ONCE) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            corrections.missing(entries.entries(missing.subList(i, Math.min(i + AT_ONCE, missing.size()))));
            if (System.nanoTime() - written > WRITTEN_AFTER) {
                index.keep();
                written = System.nanoTime();
            }
        }
        return true;
    }

    private static List<Long> without(List<Long> ids, List<Long> others) {
        Set<Long> known = new HashSet<>(others);
        return ids.stream().filter(id -> !known.contains(id)).toList();
    }
}
