package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of keys in {@code docs/configuration.md} are what the code says. After a change of a {@link Key}, {@code ./mvnw
 * test -pl smtp-connector/adapter -am -Dtest=KeyTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true} writes
 * them anew.
 */
class KeyTableTest {

    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final String BEGIN = "<!-- generated: keys -->\n";
    private static final String END = "<!-- end of generated -->\n";

    @Test
    void theTablesAreNotStale() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END, begin);
        assertThat(end).as(DOCUMENT + " has the marks of the generated part").isGreaterThanOrEqualTo(begin);
        if (System.getProperty("docs.write") != null) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + tables() + document.substring(end));
            return;
        }

        assertThat(document.substring(begin, end)).isEqualTo(tables());
    }

    /** What is written there goes to people who read it as Markdown: nothing in a cell may end it. */
    @Test
    void noKeyBreaksTheTable() {
        assertThat(Keys.ALL).allSatisfy(key -> assertThat(row(key).split("(?<!\\\\)\\|", -1))
                .hasSize(6));
    }

    private static String tables() {
        return Keys.SECTIONS.stream().map(KeyTableTest::table).collect(Collectors.joining("\n"));
    }

    private static String table(Section section) {
        return "### " + section.title()
                + "\n\n| key | default | expects | meaning |\n| --- | --- | --- | --- |\n"
                + section.keys().stream().map(KeyTableTest::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        String mark =
                switch (key.scope()) {
                    case OWN -> " ¹";
                    case SHARED -> "";
                    case ADAPTER -> " ²";
                };
        return "| `" + key.name() + "`" + mark + (key.isSecret() ? " ³" : "") + " | "
                + (key.defaultText() == null ? "" : "`" + key.defaultText() + "`") + " | "
                + key.type().expectation() + " | " + key.meaning() + " |\n";
    }
}
