package org.smtpconnector.it.conformance.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The features that servers do not have: {@code conformance/differences.properties}. A key is a server, with its version or without it, and a
 * feature, such as {@code wildfly.identity-in-bean} or {@code wildfly-39.identity-in-bean}.
 */
final class Differences {

    private final Properties listed = new Properties();

    Differences() {
        try (InputStream file = Differences.class.getResourceAsStream("/conformance/differences.properties")) {
            listed.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The two kinds of difference. */
    enum Kind {
        /** One of the feature's cases at least fails. */
        NO("no"),
        /** The feature's cases are not run. */
        NOT_RUN("not-run");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * A difference.
     *
     * @param reason for a reader of the table
     */
    record Difference(Kind kind, String reason) {}

    /** Returns the difference that is listed for a server and a feature. */
    Optional<Difference> find(String server, String feature) {
        return names(server)
                .map(name -> listed.getProperty(name + '.' + feature))
                .filter(value -> value != null)
                .findFirst()
                .map(Differences::parse);
    }

    /** Returns the keys that belong to none of the servers, or to none of the features. */
    List<String> unknown(Collection<String> servers, Collection<String> features) {
        return listed.stringPropertyNames().stream()
                .filter(key -> {
                    int dot = key.indexOf('.');
                    return !features.contains(key.substring(dot + 1))
                            || servers.stream().flatMap(Differences::names).noneMatch(key.substring(0, dot)::equals);
                })
                .sorted()
                .toList();
    }

    /** Returns a server's name with its version and without it. */
    private static Stream<String> names(String server) {
        return Stream.of(server, server.substring(0, server.lastIndexOf('-')));
    }

    private static Difference parse(String value) {
        for (Kind kind : Kind.values()) {
            if (value.startsWith(kind.word + ": ")) {
                return new Difference(kind, value.substring(kind.word.length() + 2));
            }
        }
        throw new IllegalStateException("Expected \"no: <reason>\" or \"not-run: <reason>\", but found: " + value);
    }
}
