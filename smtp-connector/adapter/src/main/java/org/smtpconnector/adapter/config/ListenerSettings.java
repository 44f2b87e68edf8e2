package org.smtpconnector.adapter.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.smtpconnector.api.SmtpStatus;

/**
 * The settings of one listener, checked: a value for every key. What each means, in which unit and within which limits,
 * stands with its {@link Key}. Immutable.
 */
public final class ListenerSettings {

    private final String name;
    private final Map<Key<?>, Setting> settings;
    private final List<String> warnings;

    ListenerSettings(String name, Map<Key<?>, Setting> settings, List<String> warnings) {
        this.name = name;
        this.settings = Map.copyOf(settings);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * What a listener has if nothing is configured.
     *
     * @param name as in {@code smtp.listener.<name>}
     */
    public static ListenerSettings defaults(String name) {
        Map<Key<?>, Setting> settings = new HashMap<>();
        Keys.ALL.forEach(key -> settings.put(key, Setting.ofDefault(key, name)));
        return new ListenerSettings(name, settings, List.of());
    }

    /** The same settings but for one. */
    public <T> ListenerSettings with(Key<T> key, T value) {
        Map<Key<?>, Setting> changed = new HashMap<>(settings);
        String text = key.isSecret() ? Setting.HIDDEN : value.toString();
        changed.put(key, new Setting(value, key(key), text, false));
        return new ListenerSettings(name, changed, warnings);
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
        return (T) setting(key).value();
    }

    /** Whether nothing was configured for the key. */
    public boolean isDefault(Key<?> key) {
        return setting(key).isDefault();
    }

    /**
     * The full name of one of this listener's keys, for messages.
     *
     * @return such as {@code smtp.listener.default.port}, or {@code smtp.max-connections} if it is configured there
     */
    public String key(Key<?> key) {
        return setting(key).name();
    }

    /**
     * A value as it was configured, or the default; a secret is not shown.
     *
     * @return empty if there is neither
     */
    public String text(Key<?> key) {
        return setting(key).text();
    }

    /**
     * Key and value as they were configured, for messages; a secret is not shown.
     *
     * @return such as {@code smtp.listener.default.port = 25}, or {@code ... = 2525 (the default)}
     */
    public String show(Key<?> key) {
        return setting(key).toString();
    }

    /**
     * Every setting as text, by the key's name, in the order of the documentation.
     *
     * @return unmodifiable
     */
    public Map<String, SmtpStatus.Setting> effective() {
        Map<String, SmtpStatus.Setting> effective = new LinkedHashMap<>();
        for (Key<?> key : Keys.ALL) {
            effective.put(key.name(), new SmtpStatus.Setting(text(key), isDefault(key)));
        }
        return Collections.unmodifiableMap(effective);
    }

    /**
     * What is allowed but looks wrong.
     *
     * @return sentences that name key and value; unmodifiable
     */
    public List<String> warnings() {
        return warnings;
    }

    Setting setting(Key<?> key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            throw new IllegalArgumentException(key + " is not among " + settings.keySet());
        }
        return setting;
    }

    /** Only these keys, for a rule that may look at no others; null if one of them has no value. */
    static ListenerSettings only(List<Key<?>> keys, String name, Map<Key<?>, Setting> settings) {
        Map<Key<?>, Setting> some = new HashMap<>();
        for (Key<?> key : keys) {
            Setting setting = settings.get(key);
            if (setting == null) {
                return null;
            }
            some.put(key, setting);
        }
        return new ListenerSettings(name, some, List.of());
    }
}
