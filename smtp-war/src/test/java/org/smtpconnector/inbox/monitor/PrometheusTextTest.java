package org.smtpconnector.inbox.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus.Bucket;
import org.smtpconnector.api.SmtpStatus.Counters;
import org.smtpconnector.api.SmtpStatus.Deliveries;
import org.smtpconnector.api.SmtpStatus.Listener;

class PrometheusTextTest {

    private static Listener listener(String name) {
        Counters counters = new Counters(
                7,
                Map.of("max-connections", 2L),
                3,
                4,
                5,
                6,
                800,
                Map.of("onMessage", 9L),
                Map.of(Outcome.ACCEPTED, 10L, Outcome.FAILED, 11L),
                Map.of(
                        Outcome.ACCEPTED,
                        new Deliveries(List.of(
                                new Bucket(Duration.ofMillis(1), 2, Duration.ofMillis(1)),
                                new Bucket(Duration.ofMillis(10), 0, Duration.ZERO),
                                new Bucket(Bucket.UNLIMITED, 1, Duration.ofSeconds(2))))),
                12);
        return new Listener(name, List.of(), true, false, 1, 2, 3, counters, Map.of());
    }

    @Test
    void writesGaugesAndCountersWithTheirTags() {
        assertThat(PrometheusText.of(List.of(listener("mx"))).lines())
                .contains(
                        "# TYPE smtp_connections_active gauge",
                        "smtp_connections_active{listener=\"mx\"} 1",
                        "smtp_processings_active{listener=\"mx\"} 2",
                        "smtp_messages_waiting{listener=\"mx\"} 3",
                        "# TYPE smtp_connections_total counter",
                        "smtp_connections_total{listener=\"mx\"} 7",
                        "smtp_limits_reached_total{listener=\"mx\",limit=\"max-connections\"} 2",
                        "smtp_messages_accepted_total{listener=\"mx\"} 10",
                        "smtp_messages_refused_total{listener=\"mx\",outcome=\"failed\"} 11",
                        "smtp_messages_refused_total{listener=\"mx\",outcome=\"timed_out\"} 0",
                        "smtp_calls_total{listener=\"mx\",method=\"onMessage\"} 9",
                        "smtp_received_bytes_total{listener=\"mx\"} 800",
                        "smtp_auth_successes_total{listener=\"mx\"} 5",
                        "smtp_auth_failures_total{listener=\"mx\"} 6",
                        "smtp_tls_handshakes_total{listener=\"mx\"} 3",
                        "smtp_tls_failures_total{listener=\"mx\"} 4",
                        "smtp_audit_lines_lost_total{listener=\"mx\"} 12");
    }

    /** Each bucket has all that took no longer, as the format wants it. */
    @Test
    void writesTimesAsAHistogram() {
        assertThat(PrometheusText.of(List.of(listener("mx"))).lines())
                .containsSubsequence(
                        "# TYPE smtp_delivery_seconds histogram",
                        "smtp_delivery_seconds_bucket{listener=\"mx\",outcome=\"accepted\",le=\"0.001\"} 2",
                        "smtp_delivery_seconds_bucket{listener=\"mx\",outcome=\"accepted\",le=\"0.01\"} 2",
                        "smtp_delivery_seconds_bucket{listener=\"mx\",outcome=\"accepted\",le=\"+Inf\"} 3",
                        "smtp_delivery_seconds_sum{listener=\"mx\",outcome=\"accepted\"} 2.001",
                        "smtp_delivery_seconds_count{listener=\"mx\",outcome=\"accepted\"} 3");
    }

    @Test
    void keepsTheLinesOfOneNameTogetherUnderOneHead() {
        List<String> lines = PrometheusText.of(List.of(listener("mx"), listener("submission")))
                .lines()
                .toList();

        assertThat(lines).doesNotHaveDuplicates();
        int first = lines.indexOf("smtp_connections_active{listener=\"mx\"} 1");
        assertThat(lines.get(first + 1)).isEqualTo("smtp_connections_active{listener=\"submission\"} 1");
    }

    @Test
    void escapesWhatWouldEndATag() {
        assertThat(PrometheusText.of(List.of(listener("a\"b\\c\nd"))).lines())
                .contains("smtp_connections_active{listener=\"a\\\"b\\\\c\\nd\"} 1");
    }
}
