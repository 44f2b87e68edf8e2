package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.List;
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
        for (Key<?> key : Key.ALL) {
            if (!key.agree(one, other)) {
                differences.add(one.key(key.name()) + " is " + key.value().apply(one) + " and "
                        + key.value().apply(other));
            }
        }
        return differences;
    }

    private ListenerSettings read() throws ConfigurationException {
        List<String> hosts = value(Key.HOST);
        Integer port = value(Key.PORT);
        String hostname = value(Key.HOSTNAME);
        Long maxMessageSize = value(Key.MAX_MESSAGE_SIZE);
        Integer maxConnections = value(Key.MAX_CONNECTIONS);
        Integer maxProcessings = value(Key.MAX_PROCESSINGS);
        Integer maxRecipients = value(Key.MAX_RECIPIENTS);
        Integer maxCommandLine = value(Key.MAX_COMMAND_LINE);
        Boolean receivedHeader = value(Key.RECEIVED_HEADER);
        var authMode = value(Key.AUTH_MODE);
        var authMechanisms = value(Key.AUTH_MECHANISMS);
        Boolean authAllowInsecure = value(Key.AUTH_ALLOW_INSECURE);
        var commandTimeout = value(Key.TIMEOUT_COMMAND);
        var processingTimeout = value(Key.TIMEOUT_PROCESSING);
        var gracePeriod = value(Key.GRACE_PERIOD);
        Integer spoolMemoryThreshold = value(Key.SPOOL_MEMORY_THRESHOLD);
        var spoolDirectory = value(Key.SPOOL_DIRECTORY);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return new ListenerSettings(
                listener,
                hosts,
                port,
                hostname,
                maxMessageSize,
                maxConnections,
                maxProcessings,
                maxRecipients,
                maxCommandLine,
                receivedHeader,
                authMode,
                authMechanisms,
                authAllowInsecure,
                commandTimeout,
                processingTimeout,
                gracePeriod,
                spoolMemoryThreshold,
                spoolDirectory);
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
