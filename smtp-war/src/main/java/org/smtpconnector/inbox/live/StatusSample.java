package org.smtpconnector.inbox.live;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/**
 * The work of all listeners together in a few seconds.
 *
 * @param connections at the end, as processings and waiting
 * @param delivered in these seconds, as refused
 * @param deliveries that ended, whichever way
 * @param deliveryMillis their mean time; absent if there was none
 * @param deliveryMillisMax the longest
 */
@JsonbPropertyOrder({
    "at",
    "connections",
    "processings",
    "waiting",
    "delivered",
    "refused",
    "deliveries",
    "deliveryMillis",
    "deliveryMillisMax"
})
public record StatusSample(
        Instant at,
        int connections,
        int processings,
        int waiting,
        long delivered,
        long refused,
        long deliveries,
        Double deliveryMillis,
        Double deliveryMillisMax) {}
