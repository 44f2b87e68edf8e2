package org.smtpconnector.adapter.transport;

import java.util.concurrent.atomic.AtomicLong;

/** How much heap all spools together may take. Safe for use by several threads. */
final class HeapBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param limit octets, 0 or more
     */
    HeapBudget(long limit) {
        this.limit = limit;
    }

    /** Takes octets from the budget; false if it has not that many left. */
    boolean reserve(int octets) {
        if (used.addAndGet(octets) <= limit) {
            return true;
        }
        used.addAndGet(-octets);
        return false;
    }

    void release(long octets) {
        used.addAndGet(-octets);
    }

    /** Octets taken at this moment. */
    long used() {
        return used.get();
    }
}
