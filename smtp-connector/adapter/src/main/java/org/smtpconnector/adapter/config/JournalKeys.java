package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of the journal: the record of sessions that have ended, for an application to fetch. */
public final class JournalKeys {

    public static final Key<Integer> SIZE = Key.inherited(
            "journal.size",
            Type.integer(0, 100_000),
            "0",
            "The number of transactions and sessions that have ended and are kept in memory, each with what was said, for an"
                    + " application to fetch with `SmtpStatus.journal()`; 0 keeps nothing.");

    public static final Key<Long> MEMORY = Key.inherited(
            "journal.memory",
            Type.size(64 * 1024, 1L << 30),
            "16M",
            "The octets of the heap that the journal may take, roughly; the oldest entries go first.");

    static final Section SECTION = new Section("Journal", List.of(SIZE, MEMORY));

    private JournalKeys() {}
}
