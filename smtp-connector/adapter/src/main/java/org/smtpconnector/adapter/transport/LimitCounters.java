package org.smtpconnector.adapter.transport;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.smtpconnector.api.SmtpReply;

/** How often the limits of a listener were reached. Safe for use by several threads. */
final class LimitCounters {

    private final Map<Limit, LongAdder> counters = new EnumMap<>(Limit.class);

    LimitCounters() {
        for (Limit limit : Limit.values()) {
            counters.put(limit, new LongAdder());
        }
    }

    void reached(Limit limit) {
        counters.get(limit).increment();
    }

    /** A client is told something: a limit, perhaps. */
    void told(SmtpReply reply) {
        Limit limit = Limit.toldBy(reply);
        if (limit != null) {
            reached(limit);
        }
    }

    long count(Limit limit) {
        return counters.get(limit).sum();
    }

    /** By the names of the keys; unmodifiable. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Limit limit : Limit.values()) {
            counts.put(limit.key(), count(limit));
        }
        return Collections.unmodifiableMap(counts);
    }
}
