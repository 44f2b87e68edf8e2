package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.smtpconnector.inbox.store.HeaderField;
import org.smtpconnector.inbox.store.MessageHeader;
import org.smtpconnector.inbox.store.StoredMessage;

/**
 * The mail transaction.
 *
 * @param bcc recipients that neither To nor Cc shows; none if the header is longer than what is looked at
 * @param declaredSize octets that the client declared; absent if it did not
 */
@JsonbPropertyOrder({
    "transaction",
    "startedAt",
    "reversePath",
    "recipients",
    "bcc",
    "bodyType",
    "declaredSize",
    "smtpUtf8"
})
public record EnvelopeView(
        String transaction,
        Instant startedAt,
        String reversePath,
        List<String> recipients,
        List<String> bcc,
        String bodyType,
        Long declaredSize,
        Boolean smtpUtf8) {

    static EnvelopeView of(StoredMessage message, MessageHeader header) {
        return new EnvelopeView(
                message.transactionId(),
                message.startedAt(),
                message.reversePath(),
                message.recipients(),
                header.fields().isEmpty() || !header.isComplete()
                        ? List.of()
                        : bcc(message.recipients(), header.fields()),
                Words.of(message.bodyType()),
                message.declaredSize().isPresent() ? message.declaredSize().getAsLong() : null,
                message.smtpUtf8());
    }

    static List<String> bcc(List<String> recipients, List<HeaderField> headers) {
        String shown = headers.stream()
                .filter(field ->
                        field.name().equalsIgnoreCase("To") || field.name().equalsIgnoreCase("Cc"))
                .map(field -> field.value().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n", "\n", "\n"));
        return recipients.stream()
                .filter(address -> !isShown(address.toLowerCase(Locale.ROOT), shown))
                .toList();
    }

    /** As a whole: {@code bob@example.org} is not in {@code rob-bob@example.org}. */
    private static boolean isShown(String address, String shown) {
        for (int i = shown.indexOf(address); i >= 0; i = shown.indexOf(address, i + 1)) {
            if (isBoundary(shown.charAt(i - 1)) && isBoundary(shown.charAt(i + address.length()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(char c) {
        return Character.isWhitespace(c) || "<>,;:()\"".indexOf(c) >= 0;
    }
}
