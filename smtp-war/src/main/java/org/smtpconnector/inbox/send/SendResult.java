package org.smtpconnector.inbox.send;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.smtpconnector.api.SmtpAddress;

/**
 * The answer of the server that a message was sent to.
 *
 * @param accepted whether the server has taken the message for all recipients; otherwise it has taken it for none
 * @param server host and port
 * @param recipients to whom the message was sent
 * @param reply the server's reply, or why there is none; written by the server, as text
 */
@JsonbPropertyOrder({"accepted", "server", "recipients", "reply"})
public record SendResult(boolean accepted, String server, List<String> recipients, String reply) {

    private static final int MAX_REPLY = 1000;

    /** Copies the list. */
    public SendResult {
        recipients = List.copyOf(recipients);
    }

    static SendResult of(boolean accepted, SmtpServer server, Envelope envelope, String reply) {
        String line = reply.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return new SendResult(
                accepted,
                server.toString(),
                envelope.recipients().stream().map(SmtpAddress::toString).toList(),
                line.length() <= MAX_REPLY ? line : line.substring(0, MAX_REPLY));
    }
}
