package org.smtpconnector.it.conformance.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
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

    /** How a server differs. */
    enum Kind {
        /** The cases of the feature fail. */
        NO("no"),
        /** The cases of the feature are not run. */
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

    /** Returns what is listed for a server and a feature. */
    Optional<Difference> find(String server, String feature) {
        return Stream.of(server, server.substring(0, server.lastIndexOf('-')))
                .map(name -> listed.getProperty(name + '.' + feature))
                .filter(value -> value != null)
                .findFirst()
                .map(Differences::parse);
    }

    /** Returns all keys. */
    Set<String> keys() {
        return listed.stringPropertyNames();
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
