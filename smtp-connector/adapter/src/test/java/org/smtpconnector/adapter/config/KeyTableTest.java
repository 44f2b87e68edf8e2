package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** A class of keys whose section is not in the list would be documented nowhere, and fail when it is first asked for. */
    @Test
    void noKeyIsForgotten() throws Exception {
        Set<Key<?>> known = new HashSet<>(Keys.ALL);
        known.addAll(Keys.APPLICATION.keys());
        Set<Key<?>> constants = new HashSet<>(ProtocolKeys.EXTENSIONS.values());
        for (JavaClass type : new ClassFileImporter()
                .importPath(Path.of("target/classes", Key.class.getPackageName().replace('.', '/')))) {
            for (Field field : type.reflect().getDeclaredFields()) {
                if (field.getType() == Key.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    constants.add((Key<?>) field.get(null));
                }
            }
        }
        assertThat(known).isEqualTo(constants);
    }

    /** People read the table as Markdown: nothing in a cell may end it. */
    @Test
    void noKeyBreaksTheTable() {
        assertThat(Keys.ALL).allSatisfy(key -> assertThat(row(key).split("(?<!\\\\)\\|", -1))
                .hasSize(6));
    }

    @Test
    void eachMeaningNamesTheThingThatTheKeyIs() {
        assertThat(Keys.ALL)
                .extracting(Key::meaning)
                .noneMatch(meaning -> meaning.matches("(What|Who|Whoever|Whom|That|Those|Where|How)\\b.*"));
    }

    private static String tables() {
        return Stream.concat(Stream.of(Keys.APPLICATION), Keys.SECTIONS.stream())
                .map(KeyTableTest::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(Section section) {
        return "### " + section.title()
                + "\n\n| key | default | expects | meaning |\n| --- | --- | --- | --- |\n"
                + section.keys().stream().map(KeyTableTest::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        String mark =
                switch (key.scope()) {
                    case LISTENER_ONLY -> " ¹";
                    case INHERITED -> "";
                    case GLOBAL -> " ²";
                };
        return "| `" + key.name() + "`" + mark + (key.isSecret() ? " ³" : "") + " | "
                + (key.defaultText() == null ? "" : "`" + key.defaultText() + "`") + " | "
                + key.type().expectation() + " | " + key.meaning() + " |\n";
    }
}
