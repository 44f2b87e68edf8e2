package org.smtpconnector.inbox.monitor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus;

/** The names and meanings of the figures of a listener: the one place that maps them. */
public final class ListenerFigures {

    /** The name of the time that deliveries took, by outcome. */
    public static final String DELIVERY_NAME = "smtp_delivery_seconds";

    /** The meaning of {@link #DELIVERY_NAME}. */
    public static final String DELIVERY_HELP = "Time from the end of a message to the decision about it";

    private static final Set<Outcome> REFUSED = EnumSet.of(
            Outcome.REFUSED_BY_BEAN,
            Outcome.REFUSED,
            Outcome.FAILED,
            Outcome.ROLLED_BACK,
            Outcome.TIMED_OUT,
            Outcome.UNAVAILABLE);

    private final SmtpStatus.Listener listener;
    private final List<Figure> figures = new ArrayList<>();

    private ListenerFigures(SmtpStatus.Listener listener) {
        this.listener = listener;
    }

    /** Returns all but the times of deliveries; figures of the same name follow each other. */
    public static List<Figure> of(SmtpStatus.Listener listener) {
        ListenerFigures all = new ListenerFigures(listener);
        all.gauges();
        all.counters(listener.counters());
        return all.figures;
    }

    /** The word of an outcome, as the tag {@code outcome} has it. */
    public static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void gauges() {
        gauge("smtp_connections_active", "Connections that are open", listener.connections());
        gauge("smtp_processings_active", "Deliveries that run", listener.processings());
        gauge("smtp_messages_waiting", "Messages that wait for a delivery to become free", listener.waiting());
    }

    private void counters(SmtpStatus.Counters counters) {
        count("smtp_connections_total", "Connections that were accepted", counters.connections());
        counts(
                "smtp_limits_reached_total",
                "Number of times a limit was reached, by the key that sets it",
                "limit",
                counters.limitsReached());
        count(
                "smtp_messages_accepted_total",
                "Messages that beans have taken",
                counters.transactions(Outcome.ACCEPTED));
        for (Outcome outcome : REFUSED) {
            figures.add(new Figure(
                    "smtp_messages_refused_total",
                    "Transactions that were answered 4xx or 5xx",
                    Figure.Kind.COUNTER,
                    listener.name(),
                    "outcome",
                    word(outcome),
                    counters.transactions(outcome)));
        }
        counts("smtp_calls_total", "Calls of beans, by the beans' method", "method", counters.calls());
        count("smtp_received_bytes_total", "Octets of message content", counters.octets());
        count("smtp_auth_successes_total", "Authentications that succeeded", counters.authentications());
        count("smtp_auth_failures_total", "Authentications that were refused", counters.authFailures());
        count("smtp_tls_handshakes_total", "TLS handshakes that succeeded", counters.tlsHandshakes());
        count("smtp_tls_failures_total", "TLS handshakes that failed", counters.tlsFailures());
        count("smtp_audit_lines_lost_total", "Audit lines that could not be written", counters.auditLinesLost());
    }

    private void gauge(String name, String help, long value) {
        figures.add(new Figure(name, help, Figure.Kind.GAUGE, listener.name(), null, null, value));
    }

    private void count(String name, String help, long value) {
        figures.add(new Figure(name, help, Figure.Kind.COUNTER, listener.name(), null, null, value));
    }

    private void counts(String name, String help, String tag, Map<String, Long> values) {
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> figures.add(new Figure(
                        name, help, Figure.Kind.COUNTER, listener.name(), tag, entry.getKey(), entry.getValue())));
    }
}
