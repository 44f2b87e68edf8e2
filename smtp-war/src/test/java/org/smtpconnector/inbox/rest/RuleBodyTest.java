package org.smtpconnector.inbox.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.RuleMistake;
import org.smtpconnector.inbox.rules.Stage;

class RuleBodyTest {

    private final List<RuleMistake> mistakes = new ArrayList<>();

    private Optional<Rule> read(String json) throws IOException {
        return RuleBody.read(new ByteArrayInputStream(json.getBytes(UTF_8)), mistakes);
    }

    @Test
    void textsNumbersAndWordsAreRead() throws IOException {
        Rule rule = read("{\"id\": 7, \"hits\": 3, \"lastHit\": null, \"name\": \"Unplugged\", \"stage\": \"data\","
                        + " \"drop\": true, \"delay\": \"10s\", \"percent\": 50, \"times\": 2, \"enabled\": false}")
                .orElseThrow();
        assertThat(rule.stage()).isEqualTo(Stage.DATA);
        assertThat(rule.drop()).isTrue();
        assertThat(rule.percent()).isEqualTo(50);
        assertThat(rule.times()).isEqualTo(2);
        assertThat(rule.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"name\": \"x\", \"stage\": \"data\", \"drop\": true, \"sender\": [\"a\"]}",
                "{\"name\": \"x\", \"stage\": \"data\", \"drop\": true, \"sender\": {}}",
                "{\"name\": \"x\", \"stage\": \"data\", \"drop\": true, \"times\": 1.5}",
                "{\"name\": \"x\", \"stage\": \"data\", \"drop\": true, \"repyl\": \"x\"}",
            })
    void whatIsNoRuleIsAMistake(String json) throws IOException {
        assertThat(read(json)).isEmpty();
        assertThat(mistakes).hasSize(1);
    }

    @Test
    void moreThanARuleNeedsIsNotRead() throws IOException {
        assertThat(read("{\"name\": \"" + "x".repeat(70_000) + "\"}")).isEmpty();
        assertThat(mistakes).singleElement().satisfies(mistake -> assertThat(mistake.value())
                .isEmpty());
    }

    @Test
    void allMistakesComeAtOnce() throws IOException {
        assertThat(read("{\"sender\": [], \"stage\": \"x\"}")).isEmpty();
        assertThat(mistakes).extracting(RuleMistake::key).containsExactlyInAnyOrder("name", "stage", "reply", "sender");
    }
}
