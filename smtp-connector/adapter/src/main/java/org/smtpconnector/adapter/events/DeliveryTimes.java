package org.smtpconnector.adapter.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.smtpconnector.api.SmtpStatus;

/** A histogram of times. Safe for use by several threads. */
final class DeliveryTimes {

    private static final long[] UP_TO_MICROS = {
        1000,
        2500,
        5000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000,
        60_000_000,
        120_000_000
    };

    private final LongAdder[] counts = adders();
    private final LongAdder[] nanos = adders();

    private static LongAdder[] adders() {
        LongAdder[] adders = new LongAdder[UP_TO_MICROS.length + 1];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void add(long time) {
        long micros = TimeUnit.NANOSECONDS.toMicros(time);
        int bucket = 0;
        while (bucket < UP_TO_MICROS.length && micros > UP_TO_MICROS[bucket]) {
            bucket++;
        }
        nanos[bucket].add(time);
        counts[bucket].increment();
    }

    SmtpStatus.Deliveries snapshot() {
        List<SmtpStatus.Bucket> buckets = new ArrayList<>(counts.length);
        for (int i = 0; i < counts.length; i++) {
            Duration upTo =
                    i < UP_TO_MICROS.length ? Duration.ofNanos(UP_TO_MICROS[i] * 1000) : SmtpStatus.Bucket.UNLIMITED;
            buckets.add(new SmtpStatus.Bucket(upTo, counts[i].sum(), Duration.ofNanos(nanos[i].sum())));
        }
        return new SmtpStatus.Deliveries(buckets);
    }
}
