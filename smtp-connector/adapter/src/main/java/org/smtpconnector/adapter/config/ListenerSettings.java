package org.smtpconnector.adapter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.smtpconnector.api.SmtpStatus;

/**
 * The settings of one listener, checked: a value for every key. The {@link Key} documents meaning, unit and limits of its value.
 * Immutable.
 */
public final class ListenerSettings {

    private final String name;
    private final Map<Key<?>, Setting> settings;
    private final List<String> warnings;

    /**
     * Creates the settings.
     *
     * @param settings in the order in which they are to be shown
     */
    ListenerSettings(String name, Map<Key<?>, Setting> settings, List<String> warnings) {
        this.name = name;
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Returns the same settings with another value for one key.
     *
     * @param value not null
     */
    public <T> ListenerSettings with(Key<T> key, T value) {
        Map<Key<?>, Setting> changed = new LinkedHashMap<>(settings);
        String text = key.isSecret() ? Setting.HIDDEN : value.toString();
        changed.put(key, new Setting(value, key(key), text, false));
        return new ListenerSettings(name, changed, warnings);
    }

    /** Returns the name of the listener, as in {@code smtp.listener.<name>}. */
    public String name() {
        return name;
    }

    /**
     * Returns the value of a key.
     *
     * @return not null; a collection is unmodifiable
     */
    @SuppressWarnings("unchecked") // a key's value comes from its own type
    public <T> T get(Key<T> key) {
        return (T) setting(key).value();
    }

    /** Returns whether nothing was configured for the key. */
    public boolean isDefault(Key<?> key) {
        return setting(key).isDefault();
    }

    /**
     * Returns the full name of a key of this listener, for messages.
     *
     * @return such as {@code smtp.listener.default.port}, or {@code smtp.max-connections} if it is configured there
     */
    public String key(Key<?> key) {
        return setting(key).name();
    }

    /**
     * Returns the value of a key as it was configured, or the default; a secret is not shown.
     *
     * @return empty if there is neither
     */
    public String text(Key<?> key) {
        return setting(key).text();
    }

    /**
     * Returns key and value as they were configured, for messages; a secret is not shown.
     *
     * @return such as {@code smtp.listener.default.port = 25}, or {@code ... = 2525 (the default)}
     */
    public String show(Key<?> key) {
        return setting(key).toString();
    }

    /**
     * Returns the keys that do not have their defaults with their values, for the log; secrets are not shown.
     *
     * @return such as {@code smtp.max-connections = 50, smtp.listener.mx.port = 25; all other keys have their defaults}
     */
    public String configured() {
        String configured = settings.values().stream()
                .filter(setting -> !setting.isDefault())
                .map(Setting::toString)
                .collect(Collectors.joining(", "));
        return configured.isEmpty() ? "defaults only" : configured + "; all other keys have their defaults";
    }

    /**
     * Returns every setting as text, by the name of its key, in the order of the documentation.
     *
     * @return unmodifiable
     */
    public Map<String, SmtpStatus.Setting> effective() {
        Map<String, SmtpStatus.Setting> effective = new LinkedHashMap<>();
        settings.forEach((key, setting) ->
                effective.put(key.name(), new SmtpStatus.Setting(setting.text(), setting.isDefault())));
        return Collections.unmodifiableMap(effective);
    }

    /**
     * Returns warnings of settings that are allowed but look wrong.
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

    /** Returns the settings of some keys, for a rule that may look at no others; null if one of them has no value. */
    static ListenerSettings only(List<Key<?>> keys, String name, Map<Key<?>, Setting> settings) {
        Map<Key<?>, Setting> some = new LinkedHashMap<>();
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
