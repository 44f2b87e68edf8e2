package org.smtpconnector.sample.sink.outbox;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** An event as JSON. */
final class EventJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private EventJson() {}

    /** Returns the event with the content in Base64, or with the place of the content as {@code claim}. */
    static byte[] of(OutboxEvent event) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("digest", event.digest())
                .add("sender", event.sender())
                .add("recipients", JSON.createArrayBuilder(event.recipients()))
                .add("subject", event.subject())
                .add("size", event.size())
                .add("received", event.received().toString());
        event.content()
                .ifPresentOrElse(
                        content -> json.add("content", Base64.getEncoder().encodeToString(content)),
                        () -> json.add("claim", event.message()));
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the body that Slack's incoming web hooks take. */
    static byte[] slack(OutboxEvent event) {
        String text =
                "Mail from " + event.sender() + " to " + String.join(", ", event.recipients()) + ": " + event.subject();
        // Slack reads these three as markup, for example as a mention of everybody.
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return JSON.createObjectBuilder()
                .add("text", escaped)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
