package org.smtpconnector.inbox.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.RuleMistake;
import org.smtpconnector.inbox.rules.RuleReader;

/** The body of a request that makes a rule: a JSON object, whose members are looked at one by one, so that no misspelt one is lost. */
final class RuleBody {

    /** Much more than a rule needs. */
    private static final int MAX_OCTETS = 64 * 1024;

    /** Members of an answer that say nothing in a request: what was read can be sent back. */
    private static final Set<String> ANSWERED = Set.of("id", "hits", "lastHit");

    private RuleBody() {}

    /**
     * Reads a rule.
     *
     * @param mistakes is added all that is wrong
     * @return empty if something is wrong
     */
    static Optional<Rule> read(InputStream body, List<RuleMistake> mistakes) throws IOException {
        byte[] octets = body.readNBytes(MAX_OCTETS + 1);
        if (octets.length > MAX_OCTETS) {
            mistakes.add(new RuleMistake("", "", "a JSON object of at most " + MAX_OCTETS + " octets"));
            return Optional.empty();
        }
        JsonObject object;
        try (JsonReader reader = Json.createReader(new StringReader(new String(octets, StandardCharsets.UTF_8)))) {
            object = reader.readObject();
        } catch (JsonParsingException e) {
            mistakes.add(new RuleMistake("", "", "a JSON object"));
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        List<RuleMistake> wrongTypes = new ArrayList<>();
        object.forEach((key, value) -> {
            if (value.getValueType() == JsonValue.ValueType.OBJECT
                    || value.getValueType() == JsonValue.ValueType.ARRAY) {
                wrongTypes.add(new RuleMistake(key, value.toString(), "a text, a number, true or false"));
            } else if (value.getValueType() != JsonValue.ValueType.NULL && !ANSWERED.contains(key)) {
                texts.put(key, value instanceof JsonString text ? text.getString() : value.toString());
            }
        });
        Optional<Rule> rule = RuleReader.read(texts, key -> key, mistakes);
        mistakes.addAll(wrongTypes);
        return wrongTypes.isEmpty() ? rule : Optional.empty();
    }
}
