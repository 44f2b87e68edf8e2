package org.smtpconnector.adapter.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.smtpconnector.api.SmtpJournal;

/**
 * The entries of all listeners, numbered; each listener has a ring of its own, so that a busy one does not push out the
 * others' entries. An event loop holds the lock for as long as it takes to add or to copy some references.
 */
public final class Journal implements SmtpJournal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Map<String, Ring> rings = new ConcurrentHashMap<>();
    private long last;
    private boolean closed;

    /** Numbers rise from one start of the server to the next, unless there were more than 1000 entries a millisecond. */
    public Journal() {
        this(System.currentTimeMillis() * 1000);
    }

    Journal(long before) {
        last = before;
    }

    /**
     * The ring of a listener. It outlives the listener, so that what was said at its end can be fetched, and goes on with the
     * next one of that name.
     *
     * @param listener its name
     * @param entries how many it keeps, at least 1
     * @param octets how much they may take together, roughly
     */
    public Ring ring(String listener, int entries, long octets) {
        Ring ring = rings.computeIfAbsent(listener, name -> new Ring());
        ring.bounds(entries, octets);
        return ring;
    }

    @Override
    public List<Entry> entriesAfter(long sequence, int max, Duration wait) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max: " + max + "; expected at least 1");
        }
        if (wait.isNegative()) {
            throw new IllegalArgumentException("wait: " + wait + "; expected one that is not negative");
        }
        long left = wait.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : wait.toNanos();
        lock.lockInterruptibly();
        try {
            List<Entry> found = find(sequence, max);
            while (found.isEmpty() && left > 0 && !closed) {
                left = added.awaitNanos(left);
                found = find(sequence, max);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> find(long sequence, int max) {
        if (last <= sequence) {
            return List.of();
        }
        return rings.values().stream()
                .map(ring -> ring.entries)
                .flatMap(Collection::stream)
                .filter(entry -> entry.sequence() > sequence)
                .sorted(Comparator.comparingLong(Entry::sequence))
                .limit(max)
                .toList();
    }

    /** The connector stops: nobody waits any longer. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            added.signalAll();
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

        /** Adds an entry, and drops the oldest ones for it; one that is too large by itself stands alone. */
        Entry add(LongFunction<Entry> numbered) {
            lock.lock();
            try {
                Entry entry = numbered.apply(++last);
                octets += octets(entry);
                entries.addLast(entry);
                dropOldest();
                added.signalAll();
                return entry;
            } finally {
                lock.unlock();
            }
        }

        private void dropOldest() {
            while (entries.size() > maxEntries || (octets > maxOctets && entries.size() > 1)) {
                octets -= octets(entries.removeFirst());
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

        /** Entries that are kept now. */
        List<Entry> entries() {
            lock.lock();
            try {
                return new ArrayList<>(entries);
            } finally {
                lock.unlock();
            }
        }
    }

    /** What an entry takes, roughly: its text, and something for all the objects. */
    static long octets(Entry entry) {
        return 1000 + entry.transcript().length() + 200L * entry.recipients().size();
    }
}
