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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the inbox itself, from MicroProfile Config.
 *
 * @param login who may look; {@code inbox.login}
 * @param hosts further names by which an inbox without a login is asked for, in lower case; {@code inbox.hosts}, separated by
 *     commas
 * @param retentionCount the most messages that are kept; {@code inbox.retention.count}
 * @param retentionSize the most octets of messages that are kept; {@code inbox.retention.size}; the largest number if it does not
 *     matter
 * @param retentionAge how long messages are kept; {@code inbox.retention.age}; null for ever
 */
public record InboxSettings(
        Login login, Set<String> hosts, long retentionCount, long retentionSize, Duration retentionAge) {

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
    private static final String SIZE = "inbox.retention.size";
    private static final String AGE = "inbox.retention.age";
    private static final long DEFAULT_COUNT = 100_000;

    /** Not so many digits that a number of the largest unit would be too large. */
    private static final Pattern OCTETS = Pattern.compile("(\\d{1,9})([KMG]?)", Pattern.CASE_INSENSITIVE);

    /** Each of them is 1024 times the former one. */
    private static final List<String> UNITS = List.of("", "K", "M", "G");

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
        long size = size(config, mistakes);
        Duration age = age(config, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("The inbox cannot start: " + String.join("; ", mistakes));
        }
        return new InboxSettings(login, Set.copyOf(hosts), count, size, age);
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

    private static long size(Config config, List<String> mistakes) {
        Optional<String> text = value(config, SIZE).filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Matcher matcher = OCTETS.matcher(text.get());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int shift = 10 * UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT));
            if (number > 0) {
                return number << shift;
            }
        }
        mistakes.add(mistake(SIZE, text.get(), "octets, 1 or more, such as 500000, 64K, 512M or 20G"));
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
        shown.put(SIZE, retentionSize == Long.MAX_VALUE ? "" : Long.toString(retentionSize));
        shown.put(AGE, retentionAge == null ? "" : retentionAge.toString());
        return shown;
    }
}
