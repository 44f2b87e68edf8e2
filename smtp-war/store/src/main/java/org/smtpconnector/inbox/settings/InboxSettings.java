package org.smtpconnector.inbox.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the inbox itself, from MicroProfile Config.
 *
 * @param login who may look; {@code inbox.login}
 * @param hosts further names by which an inbox without a login is asked for, in lower case; {@code inbox.hosts}, separated by
 *     commas
 * @param retentionCount the most messages that are kept; {@code inbox.retention.count}
 * @param retentionAge how long messages are kept; {@code inbox.retention.age}; null for ever
 */
public record InboxSettings(Login login, Set<String> hosts, long retentionCount, Duration retentionAge) {

    /** The people who may look into the inbox. */
    public enum Login {
        /** Everybody who comes by the loopback interface, and not through a proxy: as long as nothing is said about it. */
        LOCAL,
        /** Everybody who reaches the server. */
        NONE,
        /** Users whom the identity stores know. */
        REQUIRED;

        /** As in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String LOGIN = "inbox.login";
    private static final String HOSTS = "inbox.hosts";
    private static final String COUNT = "inbox.retention.count";
    private static final String AGE = "inbox.retention.age";
    private static final long DEFAULT_COUNT = 100_000;

    /** Reads them with the class loader of the application. */
    public static InboxSettings read() {
        return of(ConfigProvider.getConfig(InboxSettings.class.getClassLoader()));
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException naming every value that is wrong
     */
    static InboxSettings of(Config config) {
        List<String> mistakes = new ArrayList<>();
        Login login = login(config, mistakes);
        Set<String> hosts = new TreeSet<>();
        for (String host : value(config, HOSTS).orElse("").split(",", -1)) {
            if (!host.isBlank()) {
                hosts.add(host.strip().toLowerCase(Locale.ROOT));
            }
        }
        long count = count(config, mistakes);
        Duration age = age(config, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("The inbox cannot start: " + String.join("; ", mistakes));
        }
        return new InboxSettings(login, Set.copyOf(hosts), count, age);
    }

    private static Login login(Config config, List<String> mistakes) {
        String text = value(config, LOGIN).orElse(Login.LOCAL.word());
        for (Login login : Login.values()) {
            if (login.word().equals(text.toLowerCase(Locale.ROOT))) {
                return login;
            }
        }
        mistakes.add(mistake(LOGIN, text, "one of local, none, required"));
        return Login.REQUIRED;
    }

    private static long count(Config config, List<String> mistakes) {
        String text = value(config, COUNT).orElse(Long.toString(DEFAULT_COUNT));
        try {
            long count = Long.parseLong(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // the same as for a number out of range
        }
        mistakes.add(mistake(COUNT, text, "a whole number, 1 or more"));
        return 0;
    }

    private static Duration age(Config config, List<String> mistakes) {
        Optional<String> text = value(config, AGE);
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration age = Duration.parse(text.get());
            if (age.compareTo(Duration.ZERO) > 0) {
                return age;
            }
        } catch (DateTimeParseException e) {
            // the same as for a duration out of range
        }
        mistakes.add(mistake(AGE, text.get(), "an ISO 8601 duration such as P30D or PT12H"));
        return null;
    }

    private static Optional<String> value(Config config, String key) {
        return config.getOptionalValue(key, String.class).map(String::strip);
    }

    private static String mistake(String key, String value, String expected) {
        return key + " is \"" + value + "\", expected " + expected;
    }

    /** Key to value, for people; there is no secret among them. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put(LOGIN, login.word());
        shown.put(HOSTS, String.join(",", new TreeSet<>(hosts)));
        shown.put(COUNT, Long.toString(retentionCount));
        shown.put(AGE, retentionAge == null ? "" : retentionAge.toString());
        return shown;
    }
}
