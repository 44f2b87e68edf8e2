package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The README's table of keys is what the code says. After a change of {@link Key}, {@code ./mvnw test
 * -pl smtp-connector/adapter -am -Dtest=KeyTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write} writes it anew.
 */
class KeyTableTest {

    private static final Path README = Path.of("../../README.md");
    private static final String BEGIN = "<!-- generated: keys -->\n";
    private static final String END = "<!-- end of generated -->\n";

    @Test
    void theTableInTheReadmeIsNotStale() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END, begin);
        assertThat(end).as("README.md has the marks of the generated table").isGreaterThanOrEqualTo(begin);
        if (System.getProperty("docs.write") != null) {
            Files.writeString(README, readme.substring(0, begin) + table() + readme.substring(end));
            return;
        }

        assertThat(readme.substring(begin, end)).isEqualTo(table());
    }

    private static String table() {
        return "| key | default | meaning |\n| --- | --- | --- |\n"
                + Keys.ALL.stream().map(KeyTableTest::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        return "| `" + key.name() + "`" + (key.isShared() ? "" : " ¹") + " | `" + key.defaultText() + "` | "
                + key.meaning() + " Expects " + key.type().expectation() + ". |\n";
    }
}
