package org.smtpconnector.inbox.store;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of messages that were deleted a short time ago. An entry that was read from the database before the deletion may be
 * put into the index after it: who puts an entry looks here afterwards. Ids are never used again. Safe for use by several
 * threads.
 */
final class DeletedIds {

    private volatile Set<Long> recent = ConcurrentHashMap.newKeySet();
    private volatile Set<Long> former = Set.of();

    void add(Collection<Long> ids) {
        recent.addAll(ids);
    }

    boolean contains(long id) {
        return recent.contains(id) || former.contains(id);
    }

    /** Forgets the ids that were there at the last call. */
    void forgetFormer() {
        former = recent;
        recent = ConcurrentHashMap.newKeySet();
    }
}
