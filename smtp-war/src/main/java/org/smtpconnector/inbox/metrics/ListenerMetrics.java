package org.smtpconnector.inbox.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.monitor.Figure;
import org.smtpconnector.inbox.monitor.ListenerFigures;

/** The metrics of one listener. For use by one thread at a time; gauges are read by any. */
final class ListenerMetrics {

    private final MetricRegistry registry;
    private final Tag listener;

    /** The counters as they were when the metrics were last brought to them. */
    private final Map<List<String>, Long> before = new HashMap<>();

    private final Map<List<Object>, SmtpStatus.Bucket> bucketsBefore = new HashMap<>();

    /** The gauges of now, by name. */
    private final Map<String, Long> gauges = new ConcurrentHashMap<>();

    ListenerMetrics(String name, MetricRegistry registry) {
        this.registry = registry;
        this.listener = new Tag("listener", name);
    }

    void update(SmtpStatus.Listener current) {
        for (Figure figure : ListenerFigures.of(current)) {
            switch (figure.kind()) {
                case GAUGE -> gauge(figure);
                case COUNTER -> count(figure);
            }
        }
        current.counters().deliveries().forEach(this::deliveries);
    }

    private void gauge(Figure figure) {
        if (gauges.put(figure.name(), figure.value()) == null) {
            registry.gauge(metadata(figure.name(), figure.help()), () -> gauges.get(figure.name()), listener);
        }
    }

    private void count(Figure figure) {
        boolean tagged = figure.tag() != null;
        Tag[] tags = tagged ? new Tag[] {listener, new Tag(figure.tag(), figure.tagValue())} : new Tag[] {listener};
        List<String> key = tagged ? List.of(figure.name(), figure.tagValue()) : List.of(figure.name());
        registry.counter(metadata(figure.name(), figure.help()), tags)
                .inc(risen(before.put(key, figure.value()), figure.value()));
    }

    /** A counter begins anew with each deployment of the listener's first bean. */
    private static long risen(Long from, long to) {
        return from == null || from > to ? to : to - from;
    }

    /** The connector has a histogram, and a timer wants each time: each of a bucket is told as what they were on the average. */
    private void deliveries(Outcome outcome, SmtpStatus.Deliveries deliveries) {
        Timer timer = registry.timer(
                metadata(ListenerFigures.DELIVERY_NAME, ListenerFigures.DELIVERY_HELP),
                listener,
                new Tag("outcome", ListenerFigures.word(outcome)));
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

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
