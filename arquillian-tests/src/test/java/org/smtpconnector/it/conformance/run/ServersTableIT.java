package org.smtpconnector.it.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.server.ServerKind;

/** Holds the table of servers in the documentation against the runs of the suite. {@code -Dservers.table=write} writes the table. */
@Tag("servers-table")
class ServersTableIT {

    private final Map<ServerKind, Results> ran = new EnumMap<>(ServerKind.class);
    private ServersTable table;

    @BeforeEach
    void read() throws IOException {
        table = new ServersTable(Path.of(System.getProperty("test.servers.page")));
        for (ServerKind server : ServerKind.values()) {
            Results results = Results.read(server);
            if (server.isSelected() && !results.times().isEmpty()) {
                ran.put(server, results);
            }
        }
    }

    @Test
    void thePageHasTheTable() throws IOException {
        assertThat(table.unknownDifferences())
                .as("keys of differences.properties without such a server or feature")
                .isEmpty();
        if (System.getProperty("servers.table", "").equals("write")) {
            table.write();
        }
        assertThat(table.isWritten())
                .as(
                        "The table in docs/reference/servers.md is as features.properties and differences.properties say. This writes it:"
                                + " ./mvnw verify -pl arquillian-tests -am -Dit.test=ServersTableIT -Dservers.table=write")
                .isTrue();
    }

    @Test
    void eachServerHasShownWhatTheTableSays() throws IOException {
        List<String> contradictions = new ArrayList<>();
        ran.forEach((server, results) -> contradictions.addAll(table.contradictions(server, results)));
        Path times = Path.of(System.getProperty("test.conformance.dir"), "times.md");
        Files.createDirectories(times.getParent());
        Files.writeString(times, ServersTable.times(ran));

        assertThat(contradictions).isEmpty();
    }
}
