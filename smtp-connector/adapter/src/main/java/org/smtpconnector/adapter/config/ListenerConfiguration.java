package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads the settings of listeners from MicroProfile Config. */
public final class ListenerConfiguration {

    private final Config config;
    private final String listener;
    private final List<ConfigurationException.Mistake> mistakes = new ArrayList<>();

    private ListenerConfiguration(Config config, String listener) {
        this.config = config;
        this.listener = listener;
    }

    /**
     * Reads the settings of a listener: {@code smtp.listener.<name>.<key>}, else {@code smtp.<key>} except for host and
     * port, else the default.
     *
     * @param config the configuration of the application, resolved by its class loader
     * @param listener the name of the listener
     * @return the settings
     * @throws ConfigurationException if anything is wrong, with all that is
     */
    public static ListenerSettings read(Config config, String listener) throws ConfigurationException {
        return new ListenerConfiguration(config, listener).read();
    }

    /**
     * Compares two settings of the same listener.
     *
     * @return a line per key that differs, naming key and both values; empty if they agree
     */
    public static List<String> differences(ListenerSettings one, ListenerSettings other) {
        List<String> differences = new ArrayList<>();
        for (Key<?> key : Keys.ALL) {
            if (!one.get(key).equals(other.get(key))) {
                differences.add(one.key(key) + " is " + one.get(key) + " and " + other.get(key));
            }
        }
        return differences;
    }

    private ListenerSettings read() throws ConfigurationException {
        Map<Key<?>, Object> values = new HashMap<>();
        for (Key<?> key : Keys.ALL) {
            values.put(key, value(key));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new ListenerSettings(listener, values);
    }

    /** The value of a key; null after a mistake, which has been noted. */
    private <T> T value(Key<T> key) {
        for (String name : key.names(listener)) {
            ConfigValue configured = config.getConfigValue(name);
            String raw = configured.getRawValue();
            if (raw == null || raw.isBlank()) {
                continue;
            }
            if (configured.getValue() == null) {
                mistakes.add(new ConfigurationException.Mistake(
                        name, raw, "a value whose ${...} expressions can be expanded"));
                return null;
            }
            return parsed(key, name, configured.getValue().trim());
        }
        return parsed(key, key.names(listener).get(0), key.defaultText());
    }

    private <T> T parsed(Key<T> key, String name, String text) {
        T value = key.type().parser().apply(text);
        if (value == null) {
            mistakes.add(
                    new ConfigurationException.Mistake(name, text, key.type().expectation()));
        }
        return value;
    }
}
