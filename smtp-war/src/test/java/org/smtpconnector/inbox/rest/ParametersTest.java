package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.inbox.search.MessageSearch;

class ParametersTest {

    private static final Set<String> KNOWN = Set.of("q", "to", "from", "subject", "after", "before", "limit", "wait");

    private static Parameters parameters(String... namesAndValues) {
        MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Parameters(map, KNOWN);
    }

    private static Problem problem(Runnable work) {
        return catchThrowableOfType(BadParameterException.class, work::run).problem();
    }

    @Test
    void namesTheWordOfASearchThatIsWrong() {
        Problem problem = problem(() -> parameters("q", "hello form:me").search());
        assertThat(problem.parameter()).isEqualTo("form:");
        assertThat(problem.value()).isEqualTo("form:me");
        assertThat(problem.expected()).contains("from:").contains("double quotes");
    }

    @Test
    void refusesASearchThatIsTooLong() {
        assertThat(problem(() -> parameters("q", "x".repeat(501)).search()).parameter())
                .isEqualTo("q");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "0s,PT0S", "10s,PT10S", "1m,PT1M", "60s,PT1M", "60000ms,PT1M"})
    void readsATime(String text, Duration expected) {
        assertThat(parameters("wait", text).duration("wait", Duration.ofMinutes(1)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "s", "-1s", "61s", "2m", "60001ms", "1h", "PT10S", "1.5s", "99999999999999s", " 1s"})
    void refusesATime(String text) {
        Problem problem = problem(() -> parameters("wait", text).duration("wait", Duration.ofMinutes(1)));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.parameter()).isEqualTo("wait");
        assertThat(problem.value()).isEqualTo(text);
        assertThat(problem.expected()).contains("10s", "at most 60s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "201", "-1", "1.0", "x", "99999999999999999999"})
    void refusesALimit(String text) {
        Problem problem = problem(() -> parameters("limit", text).integer("limit", 1, 200, 50));
        assertThat(problem.parameter()).isEqualTo("limit");
        assertThat(problem.expected()).isEqualTo("a whole number from 1 to 200");
    }

    @Test
    void readsALimitOrTakesTheDefault() {
        assertThat(parameters("limit", "200").integer("limit", 1, 200, 50)).isEqualTo(200);
        assertThat(parameters().integer("limit", 1, 200, 50)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void refusesATextThatWouldFindEverythingOrNothing(String text) {
        assertThat(problem(() -> parameters("to", text).search()).parameter()).isEqualTo("to");
    }

    @Test
    void boundsWhatItTakesAndWhatItRepeats() {
        Problem problem = problem(() -> parameters("subject", "x".repeat(501)).search());
        assertThat(problem.value()).hasSizeLessThan(200);
    }

    @Test
    void refusesAMisspeltName() {
        Problem problem = problem(() -> parameters("form", "a@b"));
        assertThat(problem.parameter()).isEqualTo("form");
        assertThat(problem.expected()).contains("from");
    }

    @Test
    void refusesAParameterThatIsThereTwice() {
        assertThat(problem(() -> parameters("to", "a", "to", "b")).expected()).isEqualTo("one value");
    }

    @Test
    void readsTheBoundsOfTheIds() {
        MessageSearch search = parameters("after", "7", "before", "9").search();
        assertThat(search.afterId()).isEqualTo(7);
        assertThat(search.beforeId()).isEqualTo(9);
        assertThat(search.isPlain()).isTrue();
        assertThat(problem(() -> parameters("after", "latest").search()).parameter())
                .isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "1e3", ""})
    void refusesAnId(String text) {
        assertThat(problem(() -> Parameters.id("id", text)).parameter()).isEqualTo("id");
    }
}
