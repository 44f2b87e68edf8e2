package org.smtpconnector.inbox.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus;

/** Writes the figures of the listeners in the text format of Prometheus, version 0.0.4. */
public final class PrometheusText {

    /** The media type. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double NANOS_PER_SECOND = 1e9;

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    /** Returns the text. */
    public static String of(List<SmtpStatus.Listener> listeners) {
        PrometheusText all = new PrometheusText();
        // The format wants the lines of one name together, whichever listener they belong to.
        Map<String, List<Figure>> byName = new LinkedHashMap<>();
        listeners.stream()
                .flatMap(listener -> ListenerFigures.of(listener).stream())
                .forEach(figure -> byName.computeIfAbsent(figure.name(), name -> new ArrayList<>())
                        .add(figure));
        byName.values().forEach(all::write);
        all.writeDeliveries(listeners);
        return all.text.toString();
    }

    private void write(List<Figure> figures) {
        Figure first = figures.get(0);
        head(first.name(), first.help(), first.kind().word());
        for (Figure figure : figures) {
            line(
                    figure.name(),
                    tags(figure.listener(), figure.tag(), figure.tagValue()),
                    String.valueOf(figure.value()));
        }
    }

    private void writeDeliveries(List<SmtpStatus.Listener> listeners) {
        head(ListenerFigures.DELIVERY_NAME, ListenerFigures.DELIVERY_HELP, "histogram");
        for (SmtpStatus.Listener listener : listeners) {
            new TreeMap<>(listener.counters().deliveries())
                    .forEach((outcome, deliveries) -> histogram(listener.name(), outcome, deliveries));
        }
    }

    private void histogram(String listener, Outcome outcome, SmtpStatus.Deliveries deliveries) {
        String name = ListenerFigures.DELIVERY_NAME;
        String tags = tags(listener, "outcome", ListenerFigures.word(outcome));
        long upToHere = 0;
        for (SmtpStatus.Bucket bucket : deliveries.buckets()) {
            upToHere += bucket.count();
            if (!bucket.upTo().equals(SmtpStatus.Bucket.UNLIMITED)) {
                bucket(name, tags, seconds(bucket.upTo()), upToHere);
            }
        }
        bucket(name, tags, "+Inf", upToHere);
        line(name + "_sum", tags, seconds(deliveries.total()));
        line(name + "_count", tags, String.valueOf(upToHere));
    }

    private void bucket(String name, String tags, String upTo, long count) {
        line(name + "_bucket", tags + ",le=\"" + upTo + '"', String.valueOf(count));
    }

    private void head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(String name, String tags, String value) {
        text.append(name).append('{').append(tags).append("} ").append(value).append('\n');
    }

    private static String tags(String listener, String tag, String value) {
        String first = "listener=\"" + escape(listener) + '"';
        return tag == null ? first : first + ',' + tag + "=\"" + escape(value) + '"';
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toNanos() / NANOS_PER_SECOND);
    }
}
