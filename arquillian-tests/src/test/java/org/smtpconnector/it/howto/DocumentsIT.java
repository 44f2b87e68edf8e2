package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.inbox.Program;

/** Links lead somewhere, and the guides name replies, metrics and keys that there are. The references are made from the code. */
@Tag("howto")
class DocumentsIT {

    /** The beginning of links to this project, in what leaves it. */
    private static final String ONLINE = "https://github.com/smtpconnector/smtp-connector/";

    private static final Path GUIDES = Documents.PROJECT.resolve("docs/how-to");
    private static final Path REFERENCE = Documents.PROJECT.resolve("smtp-connector/docs");

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        int links = 0;
        for (Path document : Documents.below(Documents.PROJECT)) {
            for (String link : found("\\]\\(([^)\\s]+)\\)", text(document))) {
                if (!link.contains("://") || link.startsWith(ONLINE)) {
                    links++;
                    String[] parts = link.split("#", 2);
                    Path target = target(document, parts[0]);
                    assertThat(target).as("The link %s of %s", link, document).exists();
                    if (parts.length > 1) {
                        assertThat(headings(target))
                                .as("The link %s of %s", link, document)
                                .contains(parts[1]);
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(100);
    }

    private static Path target(Path document, String link) {
        if (link.startsWith(ONLINE)) {
            return Documents.PROJECT.resolve(link.substring(ONLINE.length()).replaceFirst("^(blob|tree)/main/", ""));
        }
        return link.isEmpty() ? document : document.resolveSibling(link);
    }

    @Test
    void everyReplyInAGuideIsOneOfTheReference() throws IOException {
        Set<String> replies = found("(?m)^\\| `([^`<]+)", text(REFERENCE.resolve("replies.md")));
        for (Path guide : Documents.below(GUIDES)) {
            assertThat(found("`([245]\\d\\d [245]\\.\\d+\\.\\d+[^`]*)`", text(guide)))
                    .as("The replies in %s", guide)
                    .allMatch(reply -> replies.stream().anyMatch(known -> known.startsWith(reply)));
        }
    }

    @Test
    void everyMetricInAGuideIsOneOfTheReference() throws IOException {
        Set<String> metrics = found("`(smtp_[a-z_]+)`", text(REFERENCE.resolve("monitoring.md")));
        for (Path guide : Documents.below(GUIDES)) {
            assertThat(metrics).as("The metrics in %s", guide).containsAll(found("\\b(smtp_[a-z_]+)", text(guide)));
        }
    }

    @Test
    void everyKeyInAGuideIsOneOfTheReference() throws IOException {
        Set<String> keys = found("(?m)^\\| `([a-z0-9.-]+)`", text(REFERENCE.resolve("configuration.md")));
        for (Path guide : Documents.below(GUIDES)) {
            assertThat(keys)
                    .as("The keys in %s", guide)
                    .containsAll(found("\\bsmtp\\.(?:listener\\.[a-z]+\\.)?([a-z][a-z0-9.-]+)=", text(guide)));
        }
    }

    @Test
    void everyPackageThatATestNeedsIsInThisReadmeAndInstalledInCi() throws IOException {
        String readme = text(Documents.README);
        String script = text(Path.of("install-clients.sh"));
        Set<String> packages = new HashSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                packages.addAll(found("\\brequire(?:Perl)?\\(\"[^\"]+\", \"([^\"]+)\"\\)", text(source)));
            }
        }
        assertThat(packages).contains("postfix", "chromium").allSatisfy(name -> {
            assertThat(readme).contains("`" + name + "`");
            assertThat(script).containsPattern("(?m)^need \\S+ " + name + "$| missing=\"\\$missing " + name + "\"$");
        });
    }

    /** The code is formatted already, or the build would have failed: the command must succeed in every module and change nothing. */
    @Test
    void theCommandThatFormatsTheCodeSucceedsInEveryModule() throws Exception {
        String command = "./mvnw -Pformat";
        for (String page : List.of("README.md", "CONTRIBUTING.md")) {
            assertThat(text(Documents.PROJECT.resolve(page))).contains("`" + command + "`");
        }

        Program.Result formatted = ReaderMaven.runInClone(command);

        assertThat(formatted.status()).as(formatted.output()).isZero();
        assertThat(formatted.output())
                .contains("spotless", ":apply ", "Container tests")
                .doesNotContain(":check ");
    }

    /** Returns the anchors that a page gets from its headings. */
    private static Set<String> headings(Path page) throws IOException {
        return found("(?m)^#+ (.+)$", text(page)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String text(Path document) throws IOException {
        return Files.readString(document);
    }
}
