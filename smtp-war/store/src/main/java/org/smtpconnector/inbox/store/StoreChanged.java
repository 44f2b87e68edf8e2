package org.smtpconnector.inbox.store;

import java.util.List;

/**
 * The event for a change of the store that is committed, and that a search sees. Observe it at any time: no transaction is
 * near.
 *
 * @param kind what has happened
 * @param ids to which messages, at least one
 */
public record StoreChanged(Kind kind, List<Long> ids) {

    /** The kinds of changes. */
    public enum Kind {
        /** They are new. */
        STORED,
        /** A search finds them now; they were stored before the server was started. */
        INDEXED,
        /** It is known now how their transactions have ended. */
        UPDATED,
        /** They are gone. */
        DELETED
    }

    /** Copies the list. */
    public StoreChanged {
        ids = List.copyOf(ids);
    }
}
