package org.smtpconnector.adapter.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.Secret;

/**
 * The type of a key: it reads the configured text.
 *
 * @param expectation the expected text, for messages: completes "expected ..."
 * @param parser gives the value, or null if the text is another one
 */
record Type<T>(String expectation, Function<String, T> parser) {

    static final String OWN_NAME = "auto";
    static final String TEMPORARY_DIRECTORY = "auto";
    static final String UNLIMITED = "unlimited";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)", Pattern.CASE_INSENSITIVE);

    static final Type<Boolean> BOOLEAN = new Type<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
    });

    static final Type<List<String>> HOSTS = list(matching("\\*|[0-9A-Za-z.:%_-]{1,255}", "host name or address"))
            .expecting("host names or addresses separated by commas, each once, or *");

    static final Type<List<Network>> NETWORKS = list(new Type<>("a network", Network::parse))
            .expecting("networks such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7, separated by commas, each once");

    /** A secret; a blank text is none. */
    static final Type<Secret> SECRET =
            new Type<>("a secret that is not blank", text -> text.isBlank() ? null : new Secret(text));

    static final Type<String> HOSTNAME = new Type<>(
            "a domain name such as mx.example.org, or an address literal such as [192.0.2.1] or [IPv6:2001:db8::1]",
            text -> text.equals(OWN_NAME) ? ownName() : EngineSettings.isHostname(text) ? text : null);

    static final Type<Path> DIRECTORY = new Type<>("a directory that exists and can be written to", Type::directory);

    static final Type<Path> FILE = new Type<>("a file that this process can read", Type::file);

    static final Type<Rate> RATE =
            new Type<>("a number and an ISO 8601 duration from PT1S to P1D such as 100/PT1M", Rate::parse);

    static Type<Integer> integer(int min, int max) {
        return new Type<>("a whole number from " + min + " to " + max, text -> {
            Long value = parseLong(text);
            return value == null || value < min || value > max ? null : value.intValue();
        });
    }

    static Type<Long> size(long min, long max) {
        return new Type<>("a size such as 64K, 25M or 1G, from " + sizeText(min) + " to " + sizeText(max), text -> {
            Long value = parseSize(text);
            return value == null || value < min || value > max ? null : value;
        });
    }

    static Type<Duration> duration(Duration min, Duration max) {
        return new Type<>("an ISO 8601 duration such as PT30S or PT5M, from " + min + " to " + max, text -> {
            try {
                Duration value = Duration.parse(text);
                return value.compareTo(min) < 0 || value.compareTo(max) > 0 ? null : value;
            } catch (DateTimeParseException e) {
                return null;
            }
        });
    }

    /** Returns the type of texts that match a pattern as a whole. */
    static Type<String> matching(String pattern, String expectation) {
        Pattern compiled = Pattern.compile(pattern);
        return new Type<>(expectation, text -> compiled.matcher(text).matches() ? text : null);
    }

    /** Returns the type of one of these names. */
    static <T> Type<T> named(Map<String, T> values) {
        return new Type<>("one of " + String.join(", ", values.keySet()), values::get);
    }

    /** Returns the type of one constant of an enum: {@code try-it} is {@code TRY_IT}. */
    static <E extends Enum<E>> Type<E> choice(Class<E> type) {
        return named(names(type));
    }

    /** Returns the type of values separated by commas: at least one, in their order, none twice. */
    static <T> Type<List<T>> list(Type<T> element) {
        return new Type<>(element.expectation + "; several are separated by commas, each once", text -> {
            List<T> values = Arrays.stream(text.split(",", -1))
                    .map(part -> element.parser.apply(part.trim()))
                    .toList();
            boolean wrong = values.stream().anyMatch(Objects::isNull)
                    || values.stream().distinct().count() < values.size();
            return wrong ? null : values;
        });
    }

    /** Returns the type of some of these names separated by commas: at least one, none twice; in the order of the names. */
    static <T> Type<Set<T>> someOf(Map<String, T> values) {
        return list(named(values))
                .expecting("some of " + String.join(", ", values.keySet()) + ", separated by commas, each once")
                .map(some -> values.values().stream()
                        .filter(some::contains)
                        .collect(Collectors.collectingAndThen(
                                Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet)));
    }

    /** Returns the type of some constants of an enum; as {@link #someOf}. */
    static <E extends Enum<E>> Type<Set<E>> choices(Class<E> type) {
        return someOf(names(type));
    }

    private static <E extends Enum<E>> Map<String, E> names(Class<E> type) {
        Map<String, E> names = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            names.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return names;
    }

    /** Returns this type extended by a word that stands for a value. */
    Type<T> or(String word, T value) {
        return new Type<>(word + " or " + expectation, text -> text.equals(word) ? value : parser.apply(text));
    }

    private Type<T> expecting(String other) {
        return new Type<>(other, parser);
    }

    <R> Type<R> map(Function<T, R> function) {
        return new Type<>(expectation, text -> {
            T value = parser.apply(text);
            return value == null ? null : function.apply(value);
        });
    }

    private static Long parseLong(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static Long parseSize(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int shift =
                switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
        long value = Long.parseLong(matcher.group(1));
        return value > Long.MAX_VALUE >> shift ? null : value << shift;
    }

    private static String sizeText(long size) {
        if (size >= 1 << 30 && size % (1 << 30) == 0) {
            return (size >> 30) + "G";
        }
        return size >= 1024 && size % 1024 == 0 ? (size >> 10) + "K" : Long.toString(size);
    }

    private static Path directory(String text) {
        try {
            Path path = Path.of(text.equals(TEMPORARY_DIRECTORY) ? System.getProperty("java.io.tmpdir") : text);
            return Files.isDirectory(path) && Files.isWritable(path) ? path.toAbsolutePath() : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path file(String text) {
        try {
            Path path = Path.of(text);
            return Files.isRegularFile(path) && Files.isReadable(path) ? path.toAbsolutePath() : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String ownName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return EngineSettings.isHostname(name) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost"; // a machine that does not know its own name; nothing better to say
        }
    }
}
