package org.smtpconnector.adapter.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.smtpconnector.api.SmtpJournal;

/**
 * The entries of all listeners, numbered. Each listener has a ring of its own, so that a busy one does not push out the entries
 * of the others. Safe for use by several threads.
 *
 * <p>Event loops take the lock to add an entry, and hold it only for that. Readers look for entries without it: they follow one
 * index of all entries, to which entries are added at its end only, in the order of their numbers.
 */
public final class Journal implements SmtpJournal {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    /** All entries that are in a ring, by their numbers. */
    private final NavigableMap<Long, Entry> index = new ConcurrentSkipListMap<>();

    /** The number of the last entry in the index. Written under the lock. */
    private volatile long last;

    /** Guarded by the lock. */
    private boolean closed;

    /**
     * Creates an empty journal. Its numbers are greater than those of the journal before the last start of the server, unless
     * that had more than 1000 entries a millisecond.
     */
    public Journal() {
        this(System.currentTimeMillis() * 1000);
    }

    Journal(long before) {
        last = before;
    }

    /**
     * Returns the ring of a listener. The ring outlives the listener, so that its last entries can be fetched, and goes on with
     * the next listener of that name.
     *
     * @param listener its name
     * @param entries maximum number of entries, at least 1
     * @param octets maximum size of all entries together, estimated
     */
    public Ring ring(String listener, int entries, long octets) {
        Ring ring = rings.computeIfAbsent(listener, name -> new Ring());
        ring.bounds(entries, octets);
        return ring;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A call that waits when the journal is closed returns. A call that begins later waits out its time, so that a reader that
     * goes on until its application ends does not keep a processor busy.
     */
    @Override
    public List<Entry> entriesAfter(long sequence, int max, Duration wait) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + "; expected at least 1");
        }
        if (wait.isNegative()) {
            throw new IllegalArgumentException("wait: " + wait + "; expected one that is not negative");
        }
        long left = (wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait).toNanos();
        while (true) {
            long seen = last; // before the look, so that an entry that comes during it is not missed
            List<Entry> found = find(sequence, max);
            if (!found.isEmpty() || left <= 0) {
                return found;
            }
            left = awaitEntry(seen, left);
        }
    }

    /** Waits for an entry behind one, or for the end of the journal; returns the nanoseconds that are left to wait. */
    private long awaitEntry(long seen, long nanoseconds) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean closedBefore = closed;
            long left = nanoseconds;
            while (last == seen && closed == closedBefore && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed == closedBefore ? left : 0;
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> find(long sequence, int max) {
        return index.tailMap(sequence, false).values().stream().limit(max).toList();
    }

    /** Ends the calls that are waiting, because the connector stops. The entries stay. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The entries of one listener. */
    public final class Ring {

        private int maxEntries;
        private long maxOctets;
        private final Deque<Entry> entries = new ArrayDeque<>();
        private long octets;

        /** Adds an entry, and drops the oldest ones for it. An entry that is too large by itself stands alone. */
        Entry add(LongFunction<Entry> numbered) {
            lock.lock();
            try {
                long number = last + 1;
                Entry entry = numbered.apply(number);
                octets += octets(entry);
                entries.addLast(entry);
                index.put(number, entry);
                last = number;
                dropOldest();
                changed.signalAll();
                return entry;
            } finally {
                lock.unlock();
            }
        }

        private void dropOldest() {
            while (entries.size() > maxEntries || (octets > maxOctets && entries.size() > 1)) {
                Entry oldest = entries.removeFirst();
                index.remove(oldest.sequence());
                octets -= octets(oldest);
            }
        }

        private void bounds(int most, long mostOctets) {
            lock.lock();
            try {
                maxEntries = most;
                maxOctets = mostOctets;
                dropOldest();
            } finally {
                lock.unlock();
            }
        }

        /** Returns the entries that are kept now, oldest first. */
        List<Entry> entries() {
            lock.lock();
            try {
                return new ArrayList<>(entries);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Estimates the octets of an entry: its text, and something for its objects. */
    static long octets(Entry entry) {
        return 1000 + entry.transcript().length() + 200L * entry.recipients().size();
    }
}
