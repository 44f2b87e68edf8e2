package org.smtpconnector.sample.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Finds messages: the newest, as many as a budget of memory has room for, in memory; older ones in the database, some
 * thousand at a time. It is a copy: the database has the word, so whoever gets an id from here must not wonder if the message
 * is gone.
 *
 * <p>Why in memory: a database looks at 100,000 rows one by one for a text that is contained somewhere; H2 takes a second for that
 * unless its cache is as large as this index. Safe for use by several threads.
 */
public final class SearchIndex {

    private static final int PAGE = 2000;

    private final ConcurrentSkipListMap<Long, IndexEntry> entries = new ConcurrentSkipListMap<>();
    private final IndexSource source;
    private final long budget;
    private long weight;

    /** Every entry with a larger id than this is in memory. */
    private volatile long floor = Long.MAX_VALUE;

    /**
     * Makes an index that has nothing in memory.
     *
     * @param source of what is not in memory
     * @param budget the octets of the heap to use, about
     */
    public SearchIndex(IndexSource source, long budget) {
        this.source = source;
        this.budget = budget;
    }

    /** Fills the memory with what is in the source; may run while messages come and go. */
    public void load() {
        long before = Long.MAX_VALUE;
        List<IndexEntry> page;
        do {
            page = source.entries(before, PAGE);
            for (IndexEntry entry : page) {
                if (!offer(entry)) {
                    return;
                }
                before = entry.id();
            }
            lowerFloor(page.size() < PAGE ? Long.MIN_VALUE : before - 1);
        } while (page.size() == PAGE);
    }

    /** Takes an entry from below: false if there is no room. */
    private synchronized boolean offer(IndexEntry entry) {
        if (weight + entry.weight() > budget) {
            return false;
        }
        if (entries.putIfAbsent(entry.id(), entry) == null) {
            weight += entry.weight();
        }
        return true;
    }

    private synchronized void lowerFloor(long to) {
        floor = Math.min(floor, to);
    }

    /** Takes a new or a changed entry. */
    public synchronized void put(IndexEntry entry) {
        IndexEntry former = entries.put(entry.id(), entry);
        weight += entry.weight() - (former == null ? 0 : former.weight());
        while (weight > budget && !entries.isEmpty()) {
            Map.Entry<Long, IndexEntry> oldest = entries.pollFirstEntry();
            weight -= oldest.getValue().weight();
            floor = floor == Long.MAX_VALUE ? floor : Math.max(floor, oldest.getKey());
        }
    }

    /** Forgets entries. */
    public synchronized void remove(Collection<Long> ids) {
        for (Long id : ids) {
            IndexEntry former = entries.remove(id);
            weight -= former == null ? 0 : former.weight();
        }
    }

    /**
     * Forgets everything and fills the memory again: when the source was changed by others.
     */
    public void reload() {
        synchronized (this) {
            floor = Long.MAX_VALUE;
            entries.clear();
            weight = 0;
        }
        load();
    }

    /** How many entries are in memory. */
    public int size() {
        return entries.size();
    }

    /** Every entry with a larger id is in memory; {@link Long#MAX_VALUE} until the first were loaded. */
    public long floor() {
        return floor;
    }

    /**
     * Finds messages.
     *
     * @param limit at most so many
     * @return their ids, the largest first
     */
    public List<Long> find(MessageSearch search, int limit) {
        Hits hits = new Hits(search, limit);
        run(hits);
        return hits.ids;
    }

    /** How many are found. */
    public long count(MessageSearch search) {
        Hits hits = new Hits(search, 0);
        run(hits);
        return hits.count;
    }

    private void run(Hits hits) {
        long before = lookInMemory(hits);
        boolean more = !hits.enough() && floor != Long.MIN_VALUE;
        while (more) {
            List<IndexEntry> page = source.entries(before, PAGE);
            more = page.size() == PAGE;
            for (IndexEntry entry : page) {
                before = entry.id();
                if (!hits.look(entry)) {
                    return;
                }
            }
        }
    }

    /** Gives the id below which nothing was looked at. */
    private long lookInMemory(Hits hits) {
        long start = floor;
        long seen = hits.search.before();
        if (start != Long.MAX_VALUE) {
            for (IndexEntry entry : entries.headMap(seen, false).descendingMap().values()) {
                if (entry.id() <= start || !hits.look(entry)) {
                    break;
                }
                seen = entry.id();
            }
        }
        // The floor may have risen meanwhile. Entries leave the lowest first: all above the last one seen were seen,
        // too.
        long end = floor;
        return end == Long.MAX_VALUE ? seen : Math.min(seen, end + 1);
    }

    /** What was found so far. */
    private static final class Hits {

        private final MessageSearch search;
        private final int limit;
        private final List<Long> ids = new ArrayList<>();
        private long count;

        /** With a limit of 0, only counts. */
        Hits(MessageSearch search, int limit) {
            this.search = search;
            this.limit = limit;
        }

        /** Looks at an entry; false if there is no need for more. */
        boolean look(IndexEntry entry) {
            if (search.matches(entry)) {
                count++;
                if (limit > 0) {
                    ids.add(entry.id());
                }
            }
            return !enough();
        }

        boolean enough() {
            return limit > 0 && ids.size() >= limit;
        }
    }
}
