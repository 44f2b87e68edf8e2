package org.smtpconnector.inbox.send;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.smtpconnector.api.SmtpAddress;

/**
 * The envelope of a message that is sent. No address of it can add anything to an SMTP command.
 *
 * @param reversePath the sender, may be the null reverse-path
 * @param recipients at least one, at most {@value #MOST}
 */
public record Envelope(SmtpAddress reversePath, List<SmtpAddress> recipients) {

    /** The most recipients: as many as every server takes (RFC 5321 section 4.5.3.1.8). */
    public static final int MOST = 100;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no recipients, or too many
     */
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty() || recipients.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " recipients, not " + recipients.size());
        }
    }

    /**
     * Makes an envelope of texts.
     *
     * @throws IllegalArgumentException if an address has a control character or a bracket, or there are no or too many recipients
     */
    public static Envelope of(String reversePath, List<String> recipients) {
        return new Envelope(
                SmtpAddress.of(reversePath),
                recipients.stream().map(SmtpAddress::of).toList());
    }

    /** Tells whether an address is not ASCII, so that the server has to know SMTPUTF8 (RFC 6531). */
    boolean isInternational() {
        return Stream.concat(Stream.of(reversePath), recipients.stream())
                .anyMatch(address -> !StandardCharsets.US_ASCII.newEncoder().canEncode(address.toString()));
    }
}
