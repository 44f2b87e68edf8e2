package org.smtpconnector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that {@code docs/attacks.md} names exists. */
class AttacksTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path DOCUMENT = Path.of("../docs/attacks.md");

    /** A test's class, or one of its methods. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    /** A transcript, and the title of a part of it. */
    private static final Pattern TRANSCRIPT = Pattern.compile("`([\\w-]+\\.txt): ([^`]+)`");

    private final Map<String, Path> sources = new HashMap<>();

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        findSources();
        String document = Files.readString(DOCUMENT);
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Matcher test = TEST.matcher(document); test.find(); named++) {
            String declaration = test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
            require(test.group(1) + ".java", declaration, test.group(), missing);
        }
        for (Matcher part = TRANSCRIPT.matcher(document); part.find(); named++) {
            require(part.group(1), "=== " + part.group(2) + "\n", part.group(), missing);
        }

        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(60);
    }

    private void require(String file, String text, String name, List<String> missing) throws IOException {
        Path source = sources.get(file);
        if (source == null || !Files.readString(source).contains(text)) {
            missing.add(name);
        }
    }

    private void findSources() throws IOException {
        for (String module : List.of("smtp-connector", "arquillian-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(AttacksTest::isTest)
                        .forEach(file -> sources.put(file.getFileName().toString(), file));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static boolean isTest(Path file) {
        String path = file.toString().replace('\\', '/');
        return (path.contains("/src/test/java/") && path.endsWith(".java"))
                || (path.contains("/src/") && path.contains("/transcripts/") && path.endsWith(".txt"));
    }
}
