package org.smtpconnector.inbox.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {

    private final List<RuleMistake> mistakes = new ArrayList<>();

    private void read(Map<String, String> texts) {
        assertThat(RuleReader.read(texts, key -> "inbox.rules.x." + key, mistakes))
                .isEmpty();
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Rule rule = Rules.rule("name", "x", "stage", "RCPT", "reply", "550 Nobody");
        assertThat(rule.stage()).isEqualTo(Stage.RCPT);
        assertThat(rule.reply().code()).isEqualTo(550);
        assertThat(rule.reply().enhancedCode()).isEmpty();
        assertThat(rule.delay()).isEqualTo(Duration.ZERO);
        assertThat(rule.percent()).isEqualTo(100);
        assertThat(rule.times()).isZero();
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.drop()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500ms", "10s, 10s", "1m, 60s", "1000ms, 1s", "1500ms, 1500ms"})
    void delays(String text, String shown) {
        assertThat(Rules.rule("name", "x", "stage", "mail", "delay", text).delayText())
                .contains(shown);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        read(Rules.map(
                "name", "a,b",
                "stage", "helo",
                "reply", "250 Ok",
                "delay", "61s",
                "percent", "0",
                "times", "x",
                "enabled", "yes",
                "recipeint", "*"));
        assertThat(mistakes)
                .extracting(RuleMistake::key)
                .containsExactlyInAnyOrder(
                        "inbox.rules.x.recipeint",
                        "inbox.rules.x.name",
                        "inbox.rules.x.stage",
                        "inbox.rules.x.reply",
                        "inbox.rules.x.delay",
                        "inbox.rules.x.percent",
                        "inbox.rules.x.times",
                        "inbox.rules.x.enabled");
        assertThat(mistakes.toString())
                .contains("inbox.rules.x.stage is \"helo\", expected one of connect, auth, mail, rcpt, data, body");
    }

    @ParameterizedTest
    @CsvSource({
        "connect, sender",
        "auth, recipient",
        "mail, recipient",
        "mail, subject",
        "rcpt, subject",
        "data, subject",
    })
    void aPatternOfWhatIsNotKnownYetIsAMistake(String stage, String pattern) {
        read(Rules.map("name", "x", "stage", stage, "drop", "true", pattern, "*a*"));
        assertThat(mistakes).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("inbox.rules.x." + pattern);
            assertThat(mistake.expected()).contains("not known yet at " + stage);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "354 Go on",
                "200 Ok",
                "551",
                "551 ",
                "560 5.0.0 x",
                "450 5.7.1 x",
                "450 4.7 x\u00e4",
                "450 a\r\nb",
                "4500 x",
                "x"
            })
    void aReplyThatMayNotBeSentIsAMistake(String reply) {
        read(Rules.map("name", "x", "stage", "mail", "reply", reply));
        assertThat(mistakes).extracting(RuleMistake::key).containsExactly("inbox.rules.x.reply");
    }

    @Test
    void aRuleMustDoSomethingAndNotTwoThings() {
        read(Rules.map("name", "x", "stage", "mail"));
        read(Rules.map("name", "x", "stage", "mail", "drop", "false"));
        assertThat(mistakes).extracting(RuleMistake::expected).allMatch(text -> text.contains("would do nothing"));
        mistakes.clear();
        read(Rules.map("name", "x", "stage", "mail", "drop", "true", "reply", "450 Later"));
        assertThat(mistakes).extracting(RuleMistake::key).containsExactly("inbox.rules.x.drop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "\u0000",
                "\ud800",
                "",
                " ",
                "1234567890123456789012345678901234567890123456789012345678901"
            })
    void aNameIsShortAndInOneLine(String name) {
        read(Rules.map("name", name, "stage", "mail", "drop", "true"));
        assertThat(mistakes).extracting(RuleMistake::key).containsExactly("inbox.rules.x.name");
    }
}
