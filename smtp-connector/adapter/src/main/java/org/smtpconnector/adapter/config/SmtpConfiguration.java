package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The configuration of the listeners of a bean. Immutable. */
public final class SmtpConfiguration {

    private final List<ListenerSettings> listeners;
    private final List<String> warnings;

    private SmtpConfiguration(List<ListenerSettings> listeners, List<String> warnings) {
        this.listeners = List.copyOf(listeners);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the configuration of a bean.
     *
     * @param config the configuration of the application, resolved by its class loader
     * @param named the listeners that the bean names; empty if it names none, and gets all of {@code smtp.listeners}
     * @param addressCheck finds errors in the addresses of several listeners; it sees {@link BindingKeys#HOST} and
     *     {@link BindingKeys#PORT} only, of each listener where they are right by themselves
     * @throws ConfigurationException with every error, if there is one, and with all warnings
     */
    public static SmtpConfiguration read(
            Config config, List<String> named, Function<List<ListenerSettings>, List<ConfigError>> addressCheck)
            throws ConfigurationException {
        // An error in a setting for all listeners is found for each of them.
        Map<String, ConfigError> errors = new LinkedHashMap<>();
        List<ListenerSettings> listeners = new ArrayList<>();
        List<ListenerSettings> addresses = new ArrayList<>();
        List<String> names = named;
        ListenerSettings application =
                read(config, "", List.of(Keys.APPLICATION), errors).orElse(null);
        if (application != null) {
            names = names(named, application, errors);
        }
        for (String name : names) {
            read(config, name, List.of(BindingKeys.ADDRESSES), errors).ifPresent(addresses::add);
            read(config, name, Keys.SECTIONS, errors).ifPresent(listeners::add);
        }
        addressCheck.apply(addresses).forEach(error -> errors.put(error.toString(), error));
        List<String> warnings = Stream.concat(
                        listeners.stream().flatMap(settings -> settings.warnings().stream()),
                        new UnknownKeys(config, application).warnings().stream())
                .distinct()
                .toList();
        if (!errors.isEmpty()) {
            throw new ConfigurationException(List.copyOf(errors.values()), warnings);
        }
        return new SmtpConfiguration(listeners, warnings);
    }

    private static Optional<ListenerSettings> read(
            Config config, String name, List<Section> sections, Map<String, ConfigError> errors) {
        try {
            return Optional.of(ListenerConfiguration.read(config, name, sections));
        } catch (ConfigurationException e) {
            e.errors().forEach(error -> errors.put(error.toString(), error));
            return Optional.empty();
        }
    }

    private static List<String> names(
            List<String> named, ListenerSettings application, Map<String, ConfigError> errors) {
        List<String> known = application.get(Keys.LISTENERS);
        if (named.isEmpty()) {
            return known;
        }
        if (!application.isDefault(Keys.LISTENERS)) {
            for (String name : named) {
                if (!known.contains(name)) {
                    errors.put(
                            name,
                            new ConfigError(
                                    application.key(Keys.LISTENERS),
                                    application.text(Keys.LISTENERS),
                                    "it to have " + name + ", which a bean names"));
                }
            }
        }
        return named;
    }

    /**
     * Returns whether a listener may have this name.
     *
     * @param name not null
     */
    public static boolean isListenerName(String name) {
        return Keys.NAME.parser().apply(name) != null;
    }

    /**
     * Returns the settings of each listener of the bean.
     *
     * @return at least one; unmodifiable
     */
    public List<ListenerSettings> listeners() {
        return listeners;
    }

    /**
     * Returns warnings: settings that make no sense beside others, and keys that do not exist.
     *
     * @return sentences that name the key; unmodifiable
     */
    public List<String> warnings() {
        return warnings;
    }
}
