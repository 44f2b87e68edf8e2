package org.smtpconnector.protocol;

import java.util.Objects;
import java.util.Set;

/**
 * The user of a session, as the application's identity store or a trusted proxy named it; never what the client claimed.
 * Immutable.
 *
 * @param name the name of the caller principal; not empty
 * @param groups as the identity store gave them; empty if a trusted proxy named the user; not null
 */
public record Caller(String name, Set<String> groups) {

    /**
     * Copies the groups.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public Caller {
        if (Objects.requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("A caller needs a name");
        }
        groups = Set.copyOf(groups);
    }
}
