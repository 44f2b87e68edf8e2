package org.smtpconnector.inbox.rest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.smtpconnector.inbox.send.Draft;
import org.smtpconnector.inbox.send.Envelope;

/** Reads a message that somebody has written, from JSON, and refuses what would be more than a value of its field. */
final class DraftReader {

    private static final Set<String> KNOWN =
            Set.of("from", "to", "cc", "bcc", "subject", "text", "html", "inReplyTo", "references");

    /** The length of a line, with which the longest header fields of other programs are made. */
    private static final int MAX_LINE = 998;

    private static final int MAX_TEXT = 1024 * 1024;

    private static final Pattern MESSAGE_IDS = Pattern.compile("<[!-;=?-~]{1,250}>(?: +<[!-;=?-~]{1,250}>)*");

    private final JsonObject json;

    private DraftReader(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads a draft.
     *
     * @throws BadParameterException naming the member that is not as it should be
     */
    static Draft read(byte[] body) {
        JsonObject json;
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            json = reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            throw new BadParameterException("body", e.getMessage(), "a JSON object");
        }
        for (String name : json.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new BadParameterException(
                        name, "", "one of these names: " + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        return new DraftReader(json).draft();
    }

    private Draft draft() {
        List<InternetAddress> from = addresses("from");
        if (from.size() != 1) {
            throw new BadParameterException("from", text("from", MAX_LINE), "one address");
        }
        Draft draft = new Draft(
                from.get(0),
                addresses("to"),
                addresses("cc"),
                addresses("bcc"),
                line("subject"),
                text("text", MAX_TEXT),
                json.containsKey("html") ? text("html", MAX_TEXT) : null,
                messageIds("inReplyTo"),
                messageIds("references"));
        int recipients = draft.to().size() + draft.cc().size() + draft.bcc().size();
        if (recipients < 1 || recipients > Envelope.MOST) {
            throw new BadParameterException("to", String.valueOf(recipients), "1 to " + Envelope.MOST + " recipients");
        }
        return draft;
    }

    /** A text with addresses and commas, or an array of such texts. */
    private List<InternetAddress> addresses(String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
        List<InternetAddress> found = new ArrayList<>();
        for (JsonValue each : value instanceof JsonArray array ? array : List.of(value)) {
            String text = line(name, string(name, each));
            try {
                for (InternetAddress address : InternetAddress.parse(text, true)) {
                    found.add(checked(name, text, address));
                }
            } catch (AddressException e) {
                throw new BadParameterException(name, text, "addresses such as Ada <ada@example.org>, with commas");
            }
        }
        return found;
    }

    private static InternetAddress checked(String name, String text, InternetAddress address) {
        String mailbox = address.getAddress();
        if (address.isGroup() || mailbox.indexOf('@') < 1 || mailbox.chars().anyMatch(c -> c == '<' || c == '>')) {
            throw new BadParameterException(name, text, "addresses with a domain, and no groups");
        }
        return address;
    }

    private String messageIds(String name) {
        String line = line(name);
        if (line.isEmpty()) {
            return null;
        }
        if (!MESSAGE_IDS.matcher(line).matches()) {
            throw new BadParameterException(name, line, "Message-IDs in angle brackets, with spaces");
        }
        return line;
    }

    private String line(String name) {
        return line(name, text(name, MAX_LINE * Envelope.MOST));
    }

    /** The value of a header field: a line end in it would begin another field. */
    private static String line(String name, String text) {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029')) {
            throw new BadParameterException(name, text, "a text without control characters and line ends");
        }
        return text;
    }

    private String text(String name, int most) {
        String text = json.containsKey(name) ? string(name, json.get(name)) : "";
        if (text.length() > most) {
            throw new BadParameterException(name, text, "at most " + most + " characters");
        }
        return text;
    }

    private static String string(String name, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadParameterException(name, value.toString(), "a text");
    }
}
