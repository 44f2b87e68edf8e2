package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A monitoring system sees the inbox's metrics, and its health while there is room and while there is none. */
@RunsInbox({
    BigMessagesIT.HEAP,
    BigMessagesIT.SIZE,
    BigMessagesIT.PROCESSINGS,
    BigMessagesIT.PATIENCE,
    BigMessagesIT.BUFFERS,
    BigMessagesIT.CONNECTIONS_ALLOWED,
    ObservabilityIT.OPEN
})
class ObservabilityIT {

    static final String OPEN = "-Dinbox.login=none";

    /** The server's, by MicroProfile Health, and the inbox's own. */
    private static final List<String> READY_PATHS = List.of("/health/ready", "/api/ready");

    /** An operator who opens the inbox to everybody is told so when it starts, before anybody comes. */
    @Test
    void anInboxThatIsOpenToEverybodySaysSoInTheLog(InboxServer server) throws Exception {
        assertThat(server.logged("ANYBODY WHO REACHES THIS SERVER'S HTTP PORT CAN READ AND DELETE THE MAIL"))
                .hasSize(1);
        assertThat(server.get("/api/me").body()).isEqualTo("{\"login\":\"none\"}");
        assertThat(server.get(server.page().resolve("api/me"), "X-Forwarded-For", "192.0.2.1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theConnectorsCountersAreMetrics(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<metrics@example.org>");
            connection.command("354", "DATA");
            connection.command("250", ".");
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RSET");

            await().untilAsserted(() -> assertThat(lines(server, "/metrics"))
                    .anyMatch(line -> line.matches("smtp_messages_accepted_total\\{.*listener=\"default\".*} [1-9].*"))
                    .anyMatch(line -> line.matches("smtp_connections_active\\{.*listener=\"default\".*} 1(\\.0)?"))
                    .anyMatch(line -> line.matches("smtp_connections_total\\{.*} [1-9].*"))
                    .anyMatch(line -> line.matches("smtp_limits_reached_total\\{.*limit=\"max-connections\".*} \\d.*"))
                    .anyMatch(line -> line.matches("smtp_messages_refused_total\\{.*outcome=\"failed\".*} 0(\\.0)?"))
                    .anyMatch(line -> line.matches("smtp_delivery_seconds_count\\{.*outcome=\"accepted\".*} [1-9].*"))
                    .anyMatch(line -> line.matches("smtp_calls_total\\{.*method=\"onMessage\".*} [1-9].*"))
                    .anyMatch(line -> line.matches("smtp_delivery_seconds_sum\\{.*} .*"))
                    .anyMatch(line -> line.matches("smtp_auth_failures_total\\{.*} 0(\\.0)?"))
                    .anyMatch(line -> line.matches("smtp_tls_handshakes_total\\{.*} 0(\\.0)?")));
            assertThat(lines(server, "/api/metrics"))
                    .as("The inbox's own figures, on every server")
                    .contains(
                            "smtp_connections_active{listener=\"default\"} 1", "# TYPE smtp_delivery_seconds histogram")
                    .anyMatch(line -> line.matches("smtp_messages_accepted_total\\{listener=\"default\"} [1-9].*"))
                    .anyMatch(
                            line -> line.matches(
                                    "smtp_delivery_seconds_bucket\\{listener=\"default\",outcome=\"accepted\",le=\"\\+Inf\"} [1-9].*"));
        }
    }

    @Test
    void healthTellsOfEachListenerAndReadyGoesDownWhileThereIsNoRoom(InboxServer server) throws Exception {
        assertThat(server.get("/health/live").body()).contains("smtp-event-loops");
        assertThat(server.get("/health/started"))
                .satisfies(started -> assertThat(started.statusCode()).isEqualTo(200))
                .satisfies(started -> assertThat(started.body()).contains("smtp-started", "listener.default"));
        for (String path : READY_PATHS) {
            assertThat(server.get(path))
                    .satisfies(ready -> assertThat(ready.statusCode()).isEqualTo(200))
                    .satisfies(ready -> assertThat(ready.body()).contains("listener.default", ", accepting"));
        }

        List<SmtpConnection> all = new ArrayList<>();
        try {
            for (int i = 0; i < BigMessagesIT.MAX_CONNECTIONS; i++) {
                all.add(new SmtpConnection(server.smtp()));
            }
            for (String path : READY_PATHS) {
                assertThat(server.get(path))
                        .satisfies(ready -> assertThat(ready.statusCode()).isEqualTo(503))
                        .satisfies(ready -> assertThat(ready.body()).contains(", saturated"));
            }
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(server.get("/health/started").statusCode()).isEqualTo(200);
        } finally {
            for (SmtpConnection connection : all) {
                connection.close();
            }
        }
        await().untilAsserted(() ->
                assertThat(server.get("/health/ready").statusCode()).isEqualTo(200));
    }

    private static List<String> lines(InboxServer server, String path) throws IOException, InterruptedException {
        return server.get(path).body().lines().toList();
    }
}
