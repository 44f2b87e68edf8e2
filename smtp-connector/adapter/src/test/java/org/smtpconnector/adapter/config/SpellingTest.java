package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fewest edits win. */
class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "port, port, 0",
        "prt, port, 1",
        "portt, port, 1",
        "pork, port, 1",
        "prot, port, 1",
        "'', port, 4",
        "port, '', 4",
        "kitten, sitting, 3",
        "tsl.mode, tls.mode, 1"
    })
    void countsEdits(String one, String two, int edits) {
        assertThat(Spelling.distance(one, two)).isEqualTo(edits);
    }

    @Test
    void theNearestIsNamedUnlessItIsFar() {
        assertThat(Spelling.nearest("hots", List.of("port", "host", "hostname"), 2))
                .isEqualTo("host");
        assertThat(Spelling.nearest("banana", List.of("port", "host", "hostname"), 2))
                .isNull();
    }
}
