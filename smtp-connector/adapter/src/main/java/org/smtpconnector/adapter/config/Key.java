package org.smtpconnector.adapter.config;

import java.util.List;

/**
 * A configuration key of a listener: the one place where its name, type, default and meaning stand. A key is what it is by
 * its identity: one constant for each, in the class of its section.
 *
 * @param <T> what its text is read to
 */
public final class Key<T> {

    static final String PREFIX = "smtp.listener.";

    private final String name;
    private final Type<T> type;
    private final String defaultText;
    private final boolean shared;
    private final String meaning;

    private Key(String name, Type<T> type, String defaultText, boolean shared, String meaning) {
        this.name = name;
        this.type = type;
        this.defaultText = defaultText;
        this.shared = shared;
        this.meaning = meaning;
    }

    /**
     * A key that has {@code smtp.<key>} as a fallback for all listeners.
     *
     * @param name the last part of {@code smtp.listener.<name>.<key>}
     * @param type how its text is read
     * @param defaultText what is read if nothing is configured
     * @param meaning a sentence for the table of keys
     */
    static <T> Key<T> shared(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(name, type, defaultText, true, meaning);
    }

    /** A key that every listener has for itself; as {@link #shared}. */
    static <T> Key<T> own(String name, Type<T> type, String defaultText, String meaning) {
        return new Key<>(name, type, defaultText, false, meaning);
    }

    /** Such as {@code max-connections}. */
    public String name() {
        return name;
    }

    Type<T> type() {
        return type;
    }

    String defaultText() {
        return defaultText;
    }

    boolean isShared() {
        return shared;
    }

    String meaning() {
        return meaning;
    }

    /** The names to look up, the most specific first. */
    List<String> names(String listener) {
        String own = PREFIX + listener + '.' + name;
        return shared ? List.of(own, "smtp." + name) : List.of(own);
    }

    @Override
    public String toString() {
        return name;
    }
}
