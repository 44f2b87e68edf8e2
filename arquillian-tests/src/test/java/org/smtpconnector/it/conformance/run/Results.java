package org.smtpconnector.it.conformance.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.smtpconnector.it.conformance.server.ServerKind;

/** The results of a run on one server, feature by feature, which a file keeps for the table. */
final class Results {

    private static final String FEATURE = "feature.";
    private static final String MILLIS = "millis.";

    /** The outcomes of a feature, from the best to the worst; the worst case decides. */
    enum Outcome {
        YES,
        NOT_RUN,
        NO,
        FAILED
    }

    private final Map<String, Outcome> outcomes = new TreeMap<>();
    private final Map<String, Duration> times = new TreeMap<>();

    /** Returns the results that a process has written for a server, or empty ones. */
    static Results read(ServerKind server) throws IOException {
        Results results = new Results();
        Path file = file(server);
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(key -> {
                if (key.startsWith(FEATURE)) {
                    results.outcomes.put(key.substring(FEATURE.length()), Outcome.valueOf(properties.getProperty(key)));
                } else {
                    results.times.put(
                            key.substring(MILLIS.length()),
                            Duration.ofMillis(Long.parseLong(properties.getProperty(key))));
                }
            });
        }
        return results;
    }

    synchronized void add(String feature, Outcome outcome, Duration time) {
        outcomes.merge(feature, outcome, (a, b) -> a.compareTo(b) > 0 ? a : b);
        addTime(feature, time);
    }

    /** Adds the time of a step that is no feature, such as the server's start. */
    synchronized void addTime(String step, Duration time) {
        times.merge(step, time, Duration::plus);
    }

    /** Fails if the server has a feature that it is said not to have. */
    void requireDifferences(ServerKind server, Differences differences) {
        List<String> gone = outcomes.entrySet().stream()
                .filter(result -> result.getValue() == Outcome.YES)
                .map(Map.Entry::getKey)
                .filter(feature -> differences.find(server.id(), feature).isPresent())
                .toList();
        if (!gone.isEmpty()) {
            throw new AssertionError(
                    server.id() + " has " + gone
                            + " now. Remove the lines from differences.properties, and write the table with -Dservers.table=write.");
        }
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    Map<String, Duration> times() {
        return times;
    }

    synchronized void write(ServerKind server) throws IOException {
        Properties properties = new Properties();
        outcomes.forEach((feature, outcome) -> properties.setProperty(FEATURE + feature, outcome.name()));
        times.forEach((step, time) -> properties.setProperty(MILLIS + step, String.valueOf(time.toMillis())));
        Path file = file(server);
        Files.createDirectories(file.getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static Path file(ServerKind server) {
        return Path.of(System.getProperty("test.conformance.dir"), server.id() + ".properties");
    }
}
