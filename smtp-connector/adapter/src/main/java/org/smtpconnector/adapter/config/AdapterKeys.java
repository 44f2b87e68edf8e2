package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of the adapter as a whole, which all listeners share. */
public final class AdapterKeys {

    private static final String AUTO = "auto";

    public static final Key<Integer> IO_THREADS = Key.global(
            "io-threads",
            Type.integer(1, 64)
                    .or(AUTO, Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2))),
            AUTO,
            "The number of event loops. Each occupies one thread of the container's pool permanently. `auto` is half"
                    + " of the processors, at most 8: an event loop needs only a few microseconds for each message.");

    public static final Key<Long> SPOOL_MEMORY_BUDGET = Key.global(
            "spool.memory-budget",
            Type.size(0, 1L << 40).or(AUTO, Runtime.getRuntime().maxMemory() / 8),
            AUTO,
            "The maximum size of all messages on the heap together, over all listeners. Messages beyond that go to"
                    + " temporary files. `auto` is an eighth of the maximum heap.");

    static final Section SECTION = new Section("The adapter as a whole", List.of(IO_THREADS, SPOOL_MEMORY_BUDGET));

    private AdapterKeys() {}
}
