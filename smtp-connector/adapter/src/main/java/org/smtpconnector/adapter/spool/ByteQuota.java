package org.smtpconnector.adapter.spool;

import java.util.concurrent.atomic.AtomicLong;

/** How much all spools together may take of something. Safe for use by several threads. */
public final class ByteQuota {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param limit octets, 0 or more
     */
    public ByteQuota(long limit) {
        this.limit = limit;
    }

    /** Takes octets from the budget; false if it has not that many left. */
    public boolean reserve(long octets) {
        if (used.addAndGet(octets) <= limit) {
            return true;
        }
        used.addAndGet(-octets);
        return false;
    }

    /** Whether it has that many left at this moment. */
    public boolean has(long octets) {
        return octets <= limit - used.get();
    }

    public void release(long octets) {
        used.addAndGet(-octets);
    }

    /** Octets taken at this moment. */
    public long used() {
        return used.get();
    }
}
