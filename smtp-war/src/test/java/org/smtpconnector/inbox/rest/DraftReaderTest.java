package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.inbox.send.Draft;

class DraftReaderTest {

    private static final Map<String, String> COMPLETE =
            Map.of("from", "Ada <ada@example.org>", "to", "bob@example.org", "subject", "Hello", "text", "Hi");

    private static Draft read(String json) {
        return DraftReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Draft with(String name, String value) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        COMPLETE.forEach(json::add);
        return read(json.add(name, value).build().toString());
    }

    private static Problem problem(Runnable work) {
        return catchThrowableOfType(BadParameterException.class, work::run).problem();
    }

    @Test
    void readsAddressesInTextsAndInArrays() {
        Draft draft = read(
                """
                {"from": "Ada <ada@example.org>", "to": ["Bob <bob@example.org>, carol@example.org", "\\"D, E\\" <d@example.org>"],
                 "cc": "e@example.org", "bcc": "bob@example.org, f@example.org", "subject": "Größe", "text": "a\\r\\nb"}""");
        assertThat(draft.to())
                .extracting(InternetAddress::getAddress)
                .containsExactly("bob@example.org", "carol@example.org", "d@example.org");
        assertThat(draft.envelope().reversePath()).hasToString("ada@example.org");
        assertThat(draft.envelope().recipients())
                .extracting(Object::toString)
                .containsExactly(
                        "bob@example.org", "carol@example.org", "d@example.org", "e@example.org", "f@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nBcc: evil@example.org",
                "\nBcc: evil@example.org",
                "\rBcc: evil@example.org",
                "\r\n\r\nbody",
                "\0",
                "\u0085Bcc: evil@example.org",
                "\u2028Bcc: evil@example.org",
                "\u001b[2J"
            })
    void noFieldOfTheHeaderCanBeginAnother(String attack) {
        for (String name : new String[] {"from", "to", "cc", "bcc", "subject", "inReplyTo", "references"}) {
            assertThat(problem(() -> with(name, "<a@example.org>" + attack)).parameter())
                    .isEqualTo(name);
            assertThat(problem(() -> with(name, "a" + attack + " <a@example.org>"))
                            .parameter())
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@example.org",
                "ada@example.org> SIZE=1",
                "\"a> b\"@example.org",
                "<ada@example.org",
                "team: a@example.org, b@example.org;",
                "a@example.org b@example.org"
            })
    void anAddressIsOne(String text) {
        for (String name : new String[] {"from", "to", "cc", "bcc"}) {
            assertThat(problem(() -> with(name, text)).parameter()).isEqualTo(name);
        }
    }

    @Test
    void aDraftHasOneSenderAndSomeRecipients() {
        assertThat(problem(() -> with("from", "a@example.org, b@example.org")).parameter())
                .isEqualTo("from");
        assertThat(problem(() -> with("from", "")).parameter()).isEqualTo("from");
        assertThat(problem(() -> with("to", "")).parameter()).isEqualTo("to");
        assertThat(problem(() -> with("to", "a@example.org,".repeat(100) + "b@example.org"))
                        .parameter())
                .isEqualTo("to");
    }

    @ParameterizedTest
    @CsvSource({"subject,100000", "text,1048577", "html,1048577"})
    void textsAreBounded(String name, int length) {
        Problem problem = problem(() -> with(name, "x".repeat(length)));
        assertThat(problem.parameter()).isEqualTo(name);
        assertThat(problem.value()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{", "7", "{\"from\": 7}", "{\"to\": [{}]}", "{\"form\": \"x\"}"})
    void whatIsNoDraftIsRefused(String json) {
        assertThat(problem(() -> read(json)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "<a@b", "a@b>", "<a@b> x", "<a b@c>", "<a@b><c@d>", "<ä@b>"})
    void messageIdsAreSuch(String text) {
        assertThat(problem(() -> with("inReplyTo", text)).parameter()).isEqualTo("inReplyTo");
        assertThat(problem(() -> with("references", text)).parameter()).isEqualTo("references");
    }

    @Test
    void aReplyNamesItsConversation() {
        String octets =
                new String(with("references", "<1@example.org> <2@example.org>").octets(), StandardCharsets.UTF_8);
        assertThat(octets).contains("\r\nReferences: <1@example.org>\r\n <2@example.org>\r\n");
    }
}
