package org.smtpconnector.it.conformance.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.smtpconnector.it.conformance.run.Differences.Difference;
import org.smtpconnector.it.conformance.run.Differences.Kind;
import org.smtpconnector.it.conformance.run.Results.Outcome;
import org.smtpconnector.it.conformance.server.ServerKind;

/** The table of features and servers in {@code docs/reference/servers.md}, which is what the suite expects of each server. */
final class ServersTable {

    private static final String BEGIN = "<!-- The table and its notes are generated. -->\n";
    private static final String END = "<!-- The end of what is generated. -->\n";

    private final Path page;
    private final Differences differences = new Differences();

    /** The features in the order of the table, with the sentence that says what is expected. */
    private final Map<String, String> features = new LinkedHashMap<>();

    ServersTable(Path page) throws IOException {
        this.page = page;
        try (InputStream file = ServersTable.class.getResourceAsStream("/conformance/features.properties")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" = ", 2))
                    .forEach(line -> features.put(line[0], line[1]));
        }
    }

    /** Returns what is wrong in the list of differences. */
    List<String> unknownDifferences() {
        return differences.unknown(
                Stream.of(ServerKind.values()).map(ServerKind::id).toList(), features.keySet());
    }

    /** Returns in which features a run has shown another outcome than the table. */
    List<String> contradictions(ServerKind server, Results results) {
        TreeSet<String> all = new TreeSet<>(features.keySet());
        all.addAll(results.outcomes().keySet());
        List<String> contradictions = new ArrayList<>();
        for (String feature : all) {
            Outcome outcome = results.outcomes().get(feature);
            if (!features.containsKey(feature)) {
                contradictions.add(feature + " is not in features.properties");
            } else if (outcome == null) {
                contradictions.add(server.id() + " has run no case of " + feature);
            } else if (outcome != expected(server, feature) && outcome != Outcome.NOT_RUN) {
                contradictions.add(server.id() + " and " + feature + ": " + outcome);
            }
        }
        return contradictions;
    }

    private Outcome expected(ServerKind server, String feature) {
        return differences
                .find(server.id(), feature)
                .map(difference -> difference.kind() == Kind.NO ? Outcome.NO : Outcome.NOT_RUN)
                .orElse(Outcome.YES);
    }

    /** Returns whether the page has the table as it is generated now. */
    boolean isWritten() throws IOException {
        return Files.readString(page).equals(generatedPage());
    }

    /** Writes the table into the page. */
    void write() throws IOException {
        Files.writeString(page, generatedPage());
    }

    private String generatedPage() throws IOException {
        String text = Files.readString(page);
        return text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                + '\n'
                + table()
                + '\n'
                + text.substring(text.indexOf(END));
    }

    private String table() {
        List<String> notes = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        rows.add(row("", ServerKind::title));
        rows.add(row("---", server -> "---"));
        rows.add(row("Jakarta EE", ServerKind::jakartaVersion));
        rows.add(row("Java", server -> String.valueOf(server.javaVersion())));
        features.forEach((feature, sentence) ->
                rows.add(row(sentence, server -> cell(differences.find(server.id(), feature), notes))));
        StringBuilder table = new StringBuilder(String.join("\n", rows)).append("\n\n");
        for (int i = 0; i < notes.size(); i++) {
            table.append(i + 1).append(". ").append(notes.get(i)).append('\n');
        }
        return table.toString();
    }

    private static String row(String first, Function<ServerKind, String> cell) {
        return Stream.concat(Stream.of(first), Stream.of(ServerKind.values()).map(cell))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Optional<Difference> difference, List<String> notes) {
        if (difference.isEmpty()) {
            return "yes";
        }
        String reason = difference.get().reason();
        if (!notes.contains(reason)) {
            notes.add(reason);
        }
        return (difference.get().kind() == Kind.NO ? "no" : "not run") + " (" + (notes.indexOf(reason) + 1) + ')';
    }

    /** Returns a table of seconds: start, deployment, and the cases of each feature. */
    static String times(Map<ServerKind, Results> results) {
        TreeSet<String> steps = new TreeSet<>();
        results.values().forEach(result -> steps.addAll(result.times().keySet()));
        String servers = results.keySet().stream().map(ServerKind::id).collect(Collectors.joining(" | "));
        StringBuilder table = new StringBuilder("Seconds | " + servers + '\n');
        table.append("---").append(" | ---:".repeat(results.size())).append('\n');
        for (String step : steps) {
            table.append(step);
            results.values().forEach(result -> table.append(" | ")
                    .append(Optional.ofNullable(result.times().get(step))
                            .map(time -> String.format("%.1f", time.toMillis() / 1000.0))
                            .orElse("")));
            table.append('\n');
        }
        return table.toString();
    }
}
