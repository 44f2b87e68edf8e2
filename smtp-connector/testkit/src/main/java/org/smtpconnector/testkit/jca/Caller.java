package org.smtpconnector.testkit.jca;

import java.util.List;
import java.util.Optional;

/**
 * In whose name a thread of {@link ThreadWorkManager} runs.
 *
 * @param name of the caller principal; not null
 * @param groups not null
 */
public record Caller(String name, List<String> groups) {

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** Copies the list. */
    public Caller {
        groups = List.copyOf(groups);
    }

    /**
     * In whose name the calling thread runs.
     *
     * @return empty for nobody's, not null
     */
    public static Optional<Caller> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    void run(Runnable task) {
        CURRENT.set(this);
        try {
            task.run();
        } finally {
            CURRENT.remove();
        }
    }
}
