package org.smtpconnector.inbox.rules;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of the rules that hit a session or a transaction, until the connector's journal tells of its end. In memory, as the journal: the
 * oldest ones are forgotten. Safe for use by several threads.
 */
@ApplicationScoped
public class RuleHits {

    /** More than a journal has entries. */
    private static final int MAX_REMEMBERED = 10_000;

    /** A client may be hit once for each of its recipients. */
    private static final int MAX_NAMES = 20;

    private final Map<String, Set<String>> names = new LinkedHashMap<>();

    /** Notes that a rule hit a session, before its first transaction, or a transaction. */
    public synchronized void add(String id, String name) {
        Set<String> known = names.computeIfAbsent(id, unknown -> new LinkedHashSet<>());
        if (known.size() < MAX_NAMES) {
            known.add(name);
        }
        if (names.size() > MAX_REMEMBERED) {
            names.remove(names.keySet().iterator().next());
        }
    }

    /**
     * Returns the rules that hit a transaction, or its session before the first transaction.
     *
     * @return in the order of the hits; not null
     */
    public synchronized List<String> of(String session, String transaction) {
        Set<String> all = new LinkedHashSet<>(names.getOrDefault(session, Set.of()));
        all.addAll(names.getOrDefault(transaction, Set.of()));
        return new ArrayList<>(all);
    }
}
