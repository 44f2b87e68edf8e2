package org.smtpconnector.adapter.config;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings of one listener, checked: a value for every key. What each means, in which unit and within which limits,
 * stands with its {@link Key}. Immutable.
 */
public final class ListenerSettings {

    private final String name;
    private final Map<Key<?>, Object> values;

    ListenerSettings(String name, Map<Key<?>, Object> values) {
        this.name = name;
        this.values = Map.copyOf(values);
    }

    /**
     * What a listener has if nothing is configured.
     *
     * @param name as in {@code smtp.listener.<name>}
     */
    public static ListenerSettings defaults(String name) {
        Map<Key<?>, Object> values = new HashMap<>();
        Keys.ALL.forEach(key -> values.put(key, key.type().parser().apply(key.defaultText())));
        return new ListenerSettings(name, values);
    }

    /** The same settings but for one. */
    public <T> ListenerSettings with(Key<T> key, T value) {
        Map<Key<?>, Object> changed = new HashMap<>(values);
        changed.put(key, value);
        return new ListenerSettings(name, changed);
    }

    /** As in {@code smtp.listener.<name>}. */
    public String name() {
        return name;
    }

    /**
     * A setting.
     *
     * @return not null; a collection is unmodifiable
     */
    @SuppressWarnings("unchecked") // a key's value comes from its own type
    public <T> T get(Key<T> key) {
        return (T) values.get(key);
    }

    /**
     * The full name of one of this listener's keys, for messages.
     *
     * @return such as {@code smtp.listener.default.port}
     */
    public String key(Key<?> key) {
        return key.names(name).get(0);
    }
}
