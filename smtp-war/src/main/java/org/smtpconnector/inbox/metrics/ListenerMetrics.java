package org.smtpconnector.inbox.metrics;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus;

/** The metrics of one listener. For use by one thread at a time; gauges are read by any. */
final class ListenerMetrics {

    private static final Set<Outcome> REFUSED = EnumSet.of(
            Outcome.REFUSED_BY_BEAN,
            Outcome.REFUSED,
            Outcome.FAILED,
            Outcome.ROLLED_BACK,
            Outcome.TIMED_OUT,
            Outcome.UNAVAILABLE);

    private final MetricRegistry registry;
    private final Tag listener;

    /** What the counters were when the metrics were last brought there. */
    private final Map<List<String>, Long> before = new HashMap<>();

    private final Map<List<Object>, SmtpStatus.Bucket> bucketsBefore = new HashMap<>();
    private volatile SmtpStatus.Listener now;

    ListenerMetrics(String name, MetricRegistry registry) {
        this.registry = registry;
        this.listener = new Tag("listener", name);
    }

    void update(SmtpStatus.Listener current) {
        boolean first = now == null;
        now = current;
        if (first) {
            gauge("smtp_connections_active", "Connections that are open");
            gauge("smtp_processings_active", "Deliveries that run");
            gauge("smtp_messages_waiting", "Messages that wait for a delivery to become free");
        }
        SmtpStatus.Counters counters = current.counters();
        count("smtp_connections_total", "Connections that were accepted", counters.connections());
        counters.limitsReached()
                .forEach((key, count) -> count(
                        "smtp_limits_reached_total",
                        "How often a limit was reached, by the key that sets it",
                        count,
                        new Tag("limit", key)));
        count(
                "smtp_messages_accepted_total",
                "Messages that beans have taken",
                counters.transactions(Outcome.ACCEPTED));
        for (Outcome outcome : REFUSED) {
            count(
                    "smtp_messages_refused_total",
                    "Transactions that were answered 4xx or 5xx",
                    counters.transactions(outcome),
                    tag(outcome));
        }
        counters.works()
                .forEach((method, count) -> count(
                        "smtp_works_total",
                        "Works that were given to the container to call beans, by the beans' method",
                        count,
                        new Tag("method", method)));
        count("smtp_received_bytes_total", "Octets of message content", counters.octets());
        count("smtp_auth_successes_total", "Authentications that succeeded", counters.authentications());
        count("smtp_auth_failures_total", "Authentications that were refused", counters.authFailures());
        count("smtp_tls_handshakes_total", "TLS handshakes that succeeded", counters.tlsHandshakes());
        count("smtp_tls_failures_total", "TLS handshakes that failed", counters.tlsFailures());
        counters.deliveries().forEach(this::deliveries);
    }

    private void gauge(String name, String description) {
        registry.gauge(metadata(name, description), () -> value(name, now), listener);
    }

    private static int value(String name, SmtpStatus.Listener listener) {
        return switch (name) {
            case "smtp_connections_active" -> listener.connections();
            case "smtp_processings_active" -> listener.processings();
            case "smtp_messages_waiting" -> listener.waiting();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void count(String name, String description, long value, Tag... more) {
        Tag[] tags = tags(more);
        List<String> key = more.length == 0 ? List.of(name) : List.of(name, more[0].getTagValue());
        registry.counter(metadata(name, description), tags).inc(risen(before.put(key, value), value));
    }

    /** A counter begins anew with each deployment of the listener's first bean. */
    private static long risen(Long from, long to) {
        return from == null || from > to ? to : to - from;
    }

    /** The connector has a histogram, and a timer wants each time: each of a bucket is told as what they were on the average. */
    private void deliveries(Outcome outcome, SmtpStatus.Deliveries deliveries) {
        Timer timer = registry.timer(
                metadata("smtp_delivery_seconds", "From the end of a message to the decision about it"),
                tags(tag(outcome)));
        for (SmtpStatus.Bucket bucket : deliveries.buckets()) {
            SmtpStatus.Bucket old = bucketsBefore.put(List.of(outcome, bucket.upTo()), bucket);
            boolean anew = old == null || old.count() > bucket.count();
            long count = anew ? bucket.count() : bucket.count() - old.count();
            Duration total = anew ? bucket.total() : bucket.total().minus(old.total());
            for (long i = 0; i < count; i++) {
                timer.update(total.dividedBy(count));
            }
        }
    }

    private Tag[] tags(Tag... more) {
        return more.length == 0 ? new Tag[] {listener} : new Tag[] {listener, more[0]};
    }

    private static Tag tag(Outcome outcome) {
        return new Tag("outcome", outcome.name().toLowerCase(Locale.ROOT));
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
