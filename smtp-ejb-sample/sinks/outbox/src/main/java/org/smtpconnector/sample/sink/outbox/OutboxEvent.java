package org.smtpconnector.sample.sink.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that is to be published: a message has arrived.
 *
 * @param id of the event
 * @param message the id of the message in the table {@code outbox_message}
 * @param attempts the number of attempts that have failed
 * @param digest SHA-256 of what the client sent
 * @param content the octets of a small message; for a large one empty, so that readers fetch it from the table
 */
record OutboxEvent(
        long id,
        String message,
        int attempts,
        String digest,
        String sender,
        List<String> recipients,
        String subject,
        long size,
        Instant received,
        Optional<byte[]> content) {}
