package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of the journal: the record of sessions that have ended, for an application to fetch. */
public final class JournalKeys {

    public static final Key<Integer> SIZE = Key.inherited(
            "journal.size",
            Type.integer(0, 100_000),
            "0",
            "The number of ended transactions and sessions that the journal keeps in memory, with their dialogue. An"
                    + " application reads the journal by `SmtpStatus.journal()`. 0 switches the journal off.");

    public static final Key<Long> MEMORY = Key.inherited(
            "journal.memory",
            Type.size(64 * 1024, 1L << 30),
            "16M",
            "The approximate maximum size of the journal on the heap. The oldest entries are removed first.");

    static final Section SECTION = new Section("Journal", List.of(SIZE, MEMORY));

    private JournalKeys() {}
}
