package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.sample.store.StoredMessage;

/**
 * A message in a list.
 *
 * @param reversePath empty for the null reverse-path
 * @param recipients of the envelope
 * @param subject decoded; absent if the message has no such field, as are from, to, date and messageId
 * @param size octets
 */
@JsonbPropertyOrder({
    "id",
    "receivedAt",
    "reversePath",
    "recipients",
    "subject",
    "from",
    "to",
    "date",
    "messageId",
    "size",
    "transaction"
})
public record MessageSummary(
        long id,
        Instant receivedAt,
        String reversePath,
        List<String> recipients,
        String subject,
        String from,
        String to,
        String date,
        String messageId,
        long size,
        String transaction) {

    static MessageSummary of(StoredMessage message) {
        return new MessageSummary(
                message.id(),
                message.receivedAt(),
                message.reversePath(),
                message.recipients(),
                message.subject(),
                message.from(),
                message.to(),
                message.date(),
                message.messageId(),
                message.size(),
                message.transactionId());
    }
}
