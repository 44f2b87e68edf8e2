package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.sample.store.HeaderField;
import org.smtpconnector.sample.store.StoredMessage;

/**
 * A message with its envelope, its session and its header.
 *
 * @param headers in their order, as far as they stand in the first 256 KiB
 * @param size octets
 */
@JsonbPropertyOrder({"id", "receivedAt", "size", "subject", "envelope", "session", "headers"})
public record MessageDetail(
        long id,
        Instant receivedAt,
        long size,
        String subject,
        Envelope envelope,
        Session session,
        List<HeaderField> headers) {

    /**
     * The mail transaction.
     *
     * @param declaredSize octets that the client declared; absent if it did not
     */
    @JsonbPropertyOrder({"transaction", "startedAt", "reversePath", "recipients", "bodyType", "declaredSize"})
    public record Envelope(
            String transaction,
            Instant startedAt,
            String reversePath,
            List<String> recipients,
            String bodyType,
            Long declaredSize) {}

    /**
     * The connection.
     *
     * @param extended whether the client said EHLO
     */
    @JsonbPropertyOrder({
        "id",
        "listener",
        "connectedAt",
        "clientAddress",
        "clientPort",
        "serverAddress",
        "serverPort",
        "heloName",
        "extended"
    })
    public record Session(
            String id,
            String listener,
            Instant connectedAt,
            String clientAddress,
            int clientPort,
            String serverAddress,
            int serverPort,
            String heloName,
            boolean extended) {}

    static MessageDetail of(StoredMessage message, List<HeaderField> headers) {
        return new MessageDetail(
                message.id(),
                message.receivedAt(),
                message.size(),
                message.subject(),
                new Envelope(
                        message.transactionId(),
                        message.startedAt(),
                        message.reversePath(),
                        message.recipients(),
                        bodyType(message),
                        message.declaredSize().isPresent()
                                ? message.declaredSize().getAsLong()
                                : null),
                new Session(
                        message.sessionId(),
                        message.listener(),
                        message.connectedAt(),
                        message.clientAddress(),
                        message.clientPort(),
                        message.serverAddress(),
                        message.serverPort(),
                        message.heloName(),
                        message.extended()),
                headers);
    }

    /** As in the BODY parameter (RFC 6152). */
    private static String bodyType(StoredMessage message) {
        return switch (message.bodyType()) {
            case SEVEN_BIT -> "7BIT";
            case EIGHT_BIT_MIME -> "8BITMIME";
            case BINARY_MIME -> "BINARYMIME";
        };
    }
}
