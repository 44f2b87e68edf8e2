package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads the settings of a listener from MicroProfile Config. */
public final class ListenerConfiguration {

    private final Config config;
    private final String listener;
    private final Map<Key<?>, Setting> settings = new LinkedHashMap<>();
    private final List<ConfigError> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ListenerConfiguration(Config config, String listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * Reads the settings of a listener: {@code smtp.listener.<name>.<key>}, else {@code smtp.<key>} unless the key is
     * each listener's own, else the default.
     *
     * @param config the configuration of the application, resolved by its class loader
     * @param listener the name of the listener
     * @return not null
     * @throws ConfigurationException with every error, if there is one
     */
    public static ListenerSettings read(Config config, String listener) throws ConfigurationException {
        return read(config, listener, Keys.SECTIONS);
    }

    /**
     * Returns the settings of a listener for which nothing is configured.
     *
     * @param listener as in {@code smtp.listener.<name>}; not null
     */
    public static ListenerSettings defaults(String listener) {
        Map<Key<?>, Setting> settings = new LinkedHashMap<>();
        Keys.ALL.forEach(key -> settings.put(key, Setting.ofDefault(key, listener)));
        return new ListenerSettings(listener, settings, List.of());
    }

    /** Reads these keys, and applies these rules. */
    static ListenerSettings read(Config config, String listener, List<Section> sections) throws ConfigurationException {
        return new ListenerConfiguration(config, listener).read(sections);
    }

    /**
     * Compares the settings that two listeners must have in common: all of them if it is the same listener, else those of the
     * adapter.
     *
     * @return a line per key that differs, naming key and both values; empty if they agree
     */
    public static List<String> differences(ListenerSettings one, ListenerSettings other) {
        List<String> differences = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            boolean common = one.name().equals(other.name()) || key.scope() == Key.Scope.GLOBAL;
            if (common && !one.get(key).equals(other.get(key))) {
                differences.add(
                        key.isSecret()
                                ? one.key(key) + " has two values, which are secret"
                                : one.key(key) + " is " + one.setting(key).text() + " and "
                                        + other.setting(key).text());
            }
        }
        return differences;
    }

    private ListenerSettings read(List<Section> sections) throws ConfigurationException {
        sections.forEach(section -> section.keys().forEach(this::read));
        sections.forEach(section -> section.rules().forEach(this::apply));
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
        return new ListenerSettings(listener, settings, warnings);
    }

    private void read(Key<?> key) {
        Setting setting = setting(key);
        if (setting != null) {
            settings.put(key, setting);
        }
    }

    private void apply(Rule rule) {
        ListenerSettings seen = ListenerSettings.only(rule.dependsOn(), listener, settings);
        if (seen != null) {
            rule.check().accept(seen, new Rule.Findings() {
                @Override
                public void error(Key<?> key, String expectation) {
                    Setting setting = seen.setting(key);
                    errors.add(new ConfigError(setting.name(), setting.text(), expectation));
                }

                @Override
                public void warning(Key<?> key, String remark) {
                    warnings.add(seen.show(key) + ": " + remark);
                }
            });
        }
    }

    /** Returns the setting of a key; null after an error, which has been noted. */
    private Setting setting(Key<?> key) {
        for (String name : key.names(listener)) {
            ConfigValue direct = configured(name);
            ConfigValue file = key.isSecret() ? configured(name + Key.FILE) : null;
            if (direct != null && file != null) {
                return error(name, Setting.HIDDEN, "either this or " + name + Key.FILE + ", not both");
            }
            if (direct != null) {
                String text = expanded(direct, name, key.isSecret());
                return text == null ? null : parsed(key, name, text);
            }
            if (file != null) {
                String path = expanded(file, name + Key.FILE, false);
                return path == null ? null : secret(key, name + Key.FILE, path);
            }
        }
        return Setting.ofDefault(key, listener);
    }

    /** Returns null if nothing is configured: in MicroProfile Config an empty value is none. */
    private ConfigValue configured(String name) {
        ConfigValue value = config.getConfigValue(name);
        String raw = value.getRawValue();
        return raw == null || raw.isBlank() ? null : value;
    }

    private String expanded(ConfigValue configured, String name, boolean secret) {
        if (configured.getValue() == null) {
            error(
                    name,
                    secret ? Setting.HIDDEN : configured.getRawValue(),
                    "a value whose ${...} expressions can be expanded");
            return null;
        }
        return secret ? configured.getValue() : configured.getValue().trim();
    }

    private Setting parsed(Key<?> key, String name, String text) {
        Object value = key.type().parser().apply(text);
        String shown = key.isSecret() ? Setting.HIDDEN : text;
        return value == null ? error(name, shown, key.type().expectation()) : new Setting(value, name, shown, false);
    }

    private Setting secret(Key<?> key, String name, String path) {
        String text = SecretFile.read(path);
        Object value = text == null ? null : key.type().parser().apply(text);
        return value == null
                ? error(name, path, SecretFile.EXPECTATION)
                : new Setting(value, name, Setting.HIDDEN, false);
    }

    private Setting error(String name, String text, String expectation) {
        errors.add(new ConfigError(name, text, expectation));
        return null;
    }
}
