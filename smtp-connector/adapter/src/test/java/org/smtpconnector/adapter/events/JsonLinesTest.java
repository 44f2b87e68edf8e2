package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;

/** Each line is JSON of printable ASCII, and a reader of JSON gets the values that were given. */
class JsonLinesTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|.)");

    private final JsonLines json = new JsonLines();

    @Test
    void anObjectHasItsMembersInTheirOrder() {
        json.beginObject();
        json.name(JsonLines.name("a")).value("b");
        json.name(JsonLines.name("n")).value(-42);
        json.name(JsonLines.name("empty")).beginArray();
        json.endArray();
        json.name(JsonLines.name("array")).beginArray();
        json.value("{");
        json.value(SmtpAddress.of("c@d.example"), 550);
        json.endArray();
        json.name(JsonLines.name("o")).value(Long.MAX_VALUE);
        json.endObject();
        json.endLine();

        assertThat(json)
                .hasToString("{\"a\":\"b\",\"n\":-42,\"empty\":[],\"array\":[\"{\",\"c@d.example: 550\"],"
                        + "\"o\":9223372036854775807}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"},\n{\"event\":\"transaction\"",
                "back\\slash\\",
                "\r\n\t\0\u007f\u0085\u2028\u202e",
                "Grüße, 漢字, \ud83d\ude00",
                "\ud800 alone"
            })
    void aTextIsOneStringOfPrintableAscii(String text) {
        json.beginObject();
        json.name(JsonLines.name("text")).value(text);
        json.endObject();

        assertThat(json.toString()).matches("\\{[ -~]*}");
        assertThat(string("text")).isEqualTo(text);
    }

    @Test
    void aTimeIsThatOfIso8601() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
            json.clear();
            json.beginObject();
            json.name(JsonLines.name("time")).value(time);
            json.endObject();
            String text = string("time");
            assertThat(text).hasSize("2026-11-27T00:00:00.000000Z".length());
            assertThat(Instant.parse(text)).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 25, 192.0.2.1:25",
        "255.255.255.255, 65535, 255.255.255.255:65535",
        "0.0.0.0, 0, 0.0.0.0:0",
        "2001:db8::1, 587, [2001:db8:0:0:0:0:0:1]:587"
    })
    void anEndOfAConnectionIsAddressAndPort(String host, int port, String text) throws Exception {
        json.beginObject();
        json.name(JsonLines.name("end")).value(new InetSocketAddress(InetAddress.getByName(host), port));
        json.endObject();

        assertThat(string("end")).isEqualTo(text);
    }

    /** Returns the only member, read as RFC 8259 has it. */
    private String string(String name) {
        String begin = "{\"" + name + "\":\"";
        assertThat(json.toString()).startsWith(begin).endsWith("\"}");
        String text = json.toString().substring(begin.length(), json.length() - 2);
        assertThat(text).matches("([ -~&&[^\"\\\\]]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*");
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? escape.group().substring(1)
                                : Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
