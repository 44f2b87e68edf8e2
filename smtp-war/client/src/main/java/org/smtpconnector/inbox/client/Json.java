package org.smtpconnector.inbox.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.smtpconnector.inbox.client.Message.Attachment;
import org.smtpconnector.inbox.client.Message.Header;
import org.smtpconnector.inbox.client.Message.Link;

/** Reads the inbox's answers. */
final class Json {

    private Json() {}

    static JsonStructure parse(String text) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.read();
        } catch (JsonParsingException e) {
            throw new InboxException("This is not an answer of an inbox: " + text, e);
        }
    }

    static Message message(JsonObject json) {
        JsonObject summary = json.getJsonObject("summary");
        return new Message(
                summary.getJsonNumber("id").longValueExact(),
                Instant.parse(summary.getString("receivedAt")),
                summary.getString("reversePath", ""),
                strings(summary.getJsonArray("recipients")),
                summary.getString("subject", null),
                summary.getString("from", null),
                summary.getString("to", null),
                json.getString("text", null),
                json.getString("html", null),
                list(json, "links", link -> new Link(link.getString("href"), link.getString("text", null))),
                list(json, "headers", field -> new Header(field.getString("name"), field.getString("value"))),
                list(json, "attachments", Json::attachment));
    }

    private static Attachment attachment(JsonObject json) {
        return new Attachment(
                json.getString("part"),
                json.getString("name", null),
                json.getString("type", null),
                json.getJsonNumber("size").longValueExact());
    }

    /** Returns a line about a message of a list: its id, its recipients, and its subject or the reply to it. */
    static String line(JsonObject summary) {
        String outcome = summary.getString("outcome");
        String what = outcome.equals("accepted")
                ? '"' + summary.getString("subject", "") + '"'
                : outcome + ": " + summary.getString("reply", "no reply is known");
        return "#" + summary.getJsonNumber("id") + " at " + summary.getString("receivedAt") + " from "
                + summary.getString("reversePath", "") + " to "
                + String.join(", ", strings(summary.getJsonArray("recipients"))) + ", " + what;
    }

    private static <T> List<T> list(JsonObject json, String name, Function<JsonObject, T> element) {
        return json.containsKey(name)
                ? json.getJsonArray(name).getValuesAs(JsonObject.class).stream()
                        .map(element)
                        .toList()
                : List.of();
    }

    static List<String> strings(JsonArray json) {
        return json == null
                ? List.of()
                : json.getValuesAs(jakarta.json.JsonString.class).stream()
                        .map(jakarta.json.JsonString::getString)
                        .toList();
    }
}
