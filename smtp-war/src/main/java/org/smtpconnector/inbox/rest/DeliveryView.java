package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.inbox.store.StoredDelivery;

/**
 * The end of the transaction.
 *
 * @param reply absent if the client had gone
 * @param outcome the connector's word
 * @param beans the names of their classes
 * @param rules the names of the rules that hit the transaction, or its session before it
 * @param queuedMillis how long it waited for the beans
 * @param milliseconds how long the beans and the commit took
 */
@JsonbPropertyOrder({"reply", "outcome", "beans", "rules", "endedAt", "queuedMillis", "milliseconds"})
public record DeliveryView(
        String reply,
        String outcome,
        List<String> beans,
        List<String> rules,
        Instant endedAt,
        long queuedMillis,
        long milliseconds) {

    /** Null for null. */
    static DeliveryView of(StoredDelivery delivery) {
        return delivery == null
                ? null
                : new DeliveryView(
                        delivery.reply(),
                        delivery.outcome(),
                        delivery.beans(),
                        delivery.rules(),
                        delivery.endedAt(),
                        delivery.queued(),
                        delivery.processing());
    }
}
