package org.smtpconnector.adapter.events;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus;

/** The counters of a listener. Nothing else counts; safe for use by several threads. */
final class Counters {

    final LongAdder connections = new LongAdder();
    final LongAdder tlsHandshakes = new LongAdder();
    final LongAdder tlsFailures = new LongAdder();
    final LongAdder authentications = new LongAdder();
    final LongAdder authFailures = new LongAdder();
    final LongAdder octets = new LongAdder();
    private final Map<Limit, LongAdder> limits = new EnumMap<>(Limit.class);
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<Outcome, LongAdder> transactions = new EnumMap<>(Outcome.class);
    private final Map<Outcome, DeliveryTimes> deliveries = new EnumMap<>(Outcome.class);

    Counters() {
        for (Limit limit : Limit.values()) {
            limits.put(limit, new LongAdder());
        }
        for (Outcome outcome : Outcome.values()) {
            transactions.put(outcome, new LongAdder());
            deliveries.put(outcome, new DeliveryTimes());
        }
    }

    void reached(Limit limit) {
        limits.get(limit).increment();
    }

    void called(String method) {
        calls.computeIfAbsent(method, first -> new LongAdder()).increment();
    }

    void transaction(Outcome outcome) {
        transactions.get(outcome).increment();
    }

    void delivery(Outcome outcome, long nanos) {
        deliveries.get(outcome).add(nanos);
    }

    SmtpStatus.Counters snapshot(long auditLinesLost) {
        Map<String, Long> reached = new HashMap<>();
        limits.forEach((limit, count) -> reached.put(limit.key(), count.sum()));
        Map<String, Long> called = new HashMap<>();
        calls.forEach((method, count) -> called.put(method, count.sum()));
        Map<Outcome, Long> ended = new EnumMap<>(Outcome.class);
        transactions.forEach((outcome, count) -> ended.put(outcome, count.sum()));
        Map<Outcome, SmtpStatus.Deliveries> times = new EnumMap<>(Outcome.class);
        deliveries.forEach((outcome, delivery) -> times.put(outcome, delivery.snapshot()));
        times.values().removeIf(delivery -> delivery.count() == 0);
        return new SmtpStatus.Counters(
                connections.sum(),
                reached,
                tlsHandshakes.sum(),
                tlsFailures.sum(),
                authentications.sum(),
                authFailures.sum(),
                octets.sum(),
                called,
                ended,
                times,
                auditLinesLost);
    }
}
