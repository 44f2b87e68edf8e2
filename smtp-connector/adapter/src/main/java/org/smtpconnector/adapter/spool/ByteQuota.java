package org.smtpconnector.adapter.spool;

import java.util.concurrent.atomic.AtomicLong;

/** The octets of heap or disk that all spools together may take. Safe for use by several threads. */
public final class ByteQuota {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * Creates a quota of which nothing is taken.
     *
     * @param limit octets, 0 or more
     */
    public ByteQuota(long limit) {
        this.limit = limit;
    }

    /**
     * Takes octets.
     *
     * @param octets 0 or more
     * @return false, and nothing is taken, if fewer are left
     */
    public boolean reserve(long octets) {
        if (used.addAndGet(octets) <= limit) {
            return true;
        }
        used.addAndGet(-octets);
        return false;
    }

    /** Returns whether so many octets are left at this moment. */
    public boolean has(long octets) {
        return octets <= limit - used.get();
    }

    /** Gives back octets that {@link #reserve} has taken. */
    public void release(long octets) {
        used.addAndGet(-octets);
    }

    /** Returns the number of octets that are taken at this moment. */
    public long used() {
        return used.get();
    }
}
