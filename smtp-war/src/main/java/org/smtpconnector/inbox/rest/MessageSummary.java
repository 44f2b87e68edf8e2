package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.inbox.search.Outcome;
import org.smtpconnector.inbox.store.StoredDelivery;
import org.smtpconnector.inbox.store.StoredMessage;

/**
 * A message in a list.
 *
 * @param reversePath empty for the null reverse-path
 * @param recipients of the envelope
 * @param outcome accepted, rejected or failed
 * @param preview the beginning of the text, in one line; absent if there is no content
 * @param attachments those that begin within the first 256 KiB
 * @param subject decoded; absent if the message has no such field, as are from, to, date and messageId
 * @param size octets
 * @param reply what the client heard where the message was not taken; absent for one that was
 * @param ended the connector's word for the end where the message was not taken; absent for one that was
 * @param rules the names of the rules that hit the transaction; absent if none did
 */
@JsonbPropertyOrder({
    "id",
    "receivedAt",
    "outcome",
    "reversePath",
    "recipients",
    "subject",
    "from",
    "to",
    "date",
    "messageId",
    "preview",
    "attachments",
    "size",
    "transaction",
    "reply",
    "ended",
    "rules"
})
public record MessageSummary(
        long id,
        Instant receivedAt,
        String outcome,
        String reversePath,
        List<String> recipients,
        String subject,
        String from,
        String to,
        String date,
        String messageId,
        String preview,
        int attachments,
        long size,
        String transaction,
        String reply,
        String ended,
        List<String> rules) {

    static MessageSummary of(StoredMessage message) {
        StoredDelivery delivery = message.delivery();
        boolean isTaken = message.outcome() == Outcome.ACCEPTED || delivery == null;
        return new MessageSummary(
                message.id(),
                message.receivedAt(),
                Words.of(message.outcome()),
                message.reversePath(),
                message.recipients(),
                message.subject(),
                message.from(),
                message.to(),
                message.date(),
                message.messageId(),
                message.preview(),
                message.attachments(),
                message.size(),
                message.transactionId(),
                isTaken ? null : delivery.reply(),
                isTaken ? null : delivery.outcome(),
                delivery == null || delivery.rules().isEmpty() ? null : delivery.rules());
    }
}
