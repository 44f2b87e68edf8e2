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
            "The number of event loops; each takes a thread of the container's pool for good. `auto` is half of the processors, at"
                    + " most 8, which is plenty: an event loop has a few microseconds to do for each message.");

    public static final Key<Long> SPOOL_MEMORY_BUDGET = Key.global(
            "spool.memory-budget",
            Type.size(0, 1L << 40).or(AUTO, Runtime.getRuntime().maxMemory() / 8),
            AUTO,
            "The octets of all messages together that are kept on the heap; those beyond go to temporary files. `auto` is an"
                    + " eighth of the largest heap.");

    static final Section SECTION = new Section("The adapter as a whole", List.of(IO_THREADS, SPOOL_MEMORY_BUDGET));

    private AdapterKeys() {}
}
