package org.smtpconnector.sample.sink.stdout;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.smtpconnector.api.SmtpMessage;

/** A message as one line of JSON. JSON escapes each line break and control character that the sender has put in. */
final class MessageLine {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    /** RFC 5322 limits a line to this; a folded subject may be longer. */
    private static final int MAX_SUBJECT = 998;

    private MessageLine() {}

    static byte[] of(SmtpMessage message, int maxContent) throws IOException {
        var recipients = JSON.createArrayBuilder();
        message.recipients().forEach(recipient -> recipients.add(recipient.toString()));
        String line = JSON.createObjectBuilder()
                .add("id", message.transaction().id())
                .add("sender", message.reversePath().toString())
                .add("recipients", recipients)
                .add("subject", subject(message))
                .add("size", message.size())
                .add("digest", message.digest())
                .add("content", content(message, maxContent))
                .add("truncated", message.size() > maxContent)
                .build()
                .toString();
        return (line + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static String subject(SmtpMessage message) {
        String field = message.header("Subject").orElse("");
        String raw = field.substring(0, Math.min(field.length(), MAX_SUBJECT));
        try {
            return MimeUtility.decodeText(raw);
        } catch (UnsupportedEncodingException e) {
            return raw;
        }
    }

    private static String content(SmtpMessage message, int maxContent) throws IOException {
        try (InputStream in = message.openStream()) {
            return new String(in.readNBytes(maxContent), StandardCharsets.UTF_8);
        }
    }
}
