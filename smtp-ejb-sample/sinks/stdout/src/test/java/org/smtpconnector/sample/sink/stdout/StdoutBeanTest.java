package org.smtpconnector.sample.sink.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.testkit.mdb.SmtpListenerKit;

class StdoutBeanTest {

    private static final String DIALOGUE =
            """
            S: 220 *
            C: EHLO client.example
            S: 250 ...
            C: MAIL FROM:<me@example.org>
            S: 250 *
            C: RCPT TO:<you@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: %s
            C: .
            S: %s*
            """;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void clear() {
        System.clearProperty(StandardOutput.MAX_CONTENT_KEY);
    }

    @Test
    void aMessageIsOneLine() throws Exception {
        send(printed, "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "", "One", "Two");
        JsonObject line = only();
        assertThat(line.getString("sender")).isEqualTo("me@example.org");
        assertThat(line.getJsonArray("recipients").toString()).isEqualTo("[\"you@example.org\"]");
        assertThat(line.getString("subject")).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(line.getString("content")).endsWith("\r\n\r\nOne\r\nTwo\r\n");
        assertThat(line.getString("digest")).hasSize(64);
        assertThat(line.getInt("size")).isEqualTo(line.getString("content").length());
        assertThat(line.getBoolean("truncated")).isFalse();
    }

    @Test
    void theContentIsBounded() throws Exception {
        System.setProperty(StandardOutput.MAX_CONTENT_KEY, "10");
        send(printed, "Subject: long", "", "A text that is longer than ten octets");
        JsonObject line = only();
        assertThat(line.getString("content")).hasSize(10);
        assertThat(line.getBoolean("truncated")).isTrue();
    }

    @Test
    void theSubjectIsBounded() throws Exception {
        send(printed, "Subject: " + "a".repeat(900), " " + "b".repeat(900), "", "Text");
        assertThat(only().getString("subject")).hasSize(998);
    }

    @Test
    void nothingThatASenderWritesEndsTheLine() throws Exception {
        send(printed, "Subject: a\\x01\\x1b[31m\\\\\"}", "", "{\"sender\": \"forged\"}", "\\0");
        JsonObject line = only();
        assertThat(line.getString("sender")).isEqualTo("me@example.org");
        assertThat(printed.toString(StandardCharsets.UTF_8).trim())
                .matches(text -> text.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void aSubjectWithAnUnknownCharsetIsPrintedAsItIs() throws Exception {
        send(printed, "Subject: =?x-none?q?a?=", "", "Text");
        assertThat(only().getString("subject")).isEqualTo("=?x-none?q?a?=");
    }

    @Test
    void outputThatCannotBeWrittenIs451() throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        hold(broken, "451 4.3.0", "Subject: lost", "", "Text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "16777217", "99999999999"})
    void aWrongValueNamesKeyValueAndExpectation(String value) {
        System.setProperty(StandardOutput.MAX_CONTENT_KEY, value);
        assertThatThrownBy(() -> new StandardOutput(printed).configure())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(StandardOutput.MAX_CONTENT_KEY, value, "from 0 to 16777216");
    }

    private JsonObject only() {
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1);
        try (JsonReader reader = Json.createReader(new StringReader(lines.get(0)))) {
            return reader.readObject();
        }
    }

    private static void send(OutputStream out, String... lines) throws Exception {
        hold(out, "250 2.0.0", lines);
    }

    private static void hold(OutputStream out, String reply, String... lines) throws Exception {
        StandardOutput output = new StandardOutput(out);
        output.configure();
        StdoutBean bean = new StdoutBean();
        bean.output = output;
        try (SmtpListenerKit kit = SmtpListenerKit.of(bean)) {
            kit.hold(DIALOGUE.formatted(String.join("\nC: ", lines), reply));
        }
    }
}
