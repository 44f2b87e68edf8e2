package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;

/** Makes a project by the archetype, as the README of this project says, and runs the README of that project with its ports 8080 and 2525. */
@Tag("howto")
class ArchetypeIT {

    private static final String COMMAND = "mvn archetype:generate";

    private static final String ACCEPTS = "accepts mail on [/127.0.0.1:2525]";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    private Path folder;
    private ReaderMaven maven;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        maven = ReaderMaven.in(temporary, "api", "mdb-testkit", "rar", "archetype");
    }

    @Test
    void aReaderGetsTheProjectOfTheTutorialAndRunsIt() throws Exception {
        run(HowToPage.read(Documents.README).onlyBlock(COMMAND), folder);

        Path project = folder.resolve("hello");
        assertThat(files(project))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        "README.md",
                        "pom.xml",
                        "pre-boot.txt",
                        "src/main/java/org/example/HelloInbox.java",
                        "src/main/resources/META-INF/microprofile-config.properties",
                        "src/test/java/org/example/HelloInboxTest.java");
        isThatOfTheTutorial(project);
        itsReadmeLeadsToTheFirstMessage(project);
    }

    @Test
    void theTutorialNamesTheSameCommand() throws IOException {
        String command =
                HowToPage.read(Documents.README).onlyBlock(COMMAND).script().strip();

        assertThat(oneLine(Files.readString(Documents.TUTORIAL))).contains("$ " + oneLine(command) + "\n");
    }

    @Test
    void theProjectHasTheNamesOfItsDeveloper() throws Exception {
        String generate =
                HowToPage.read(Documents.README).onlyBlock(COMMAND).script().strip();
        String names = " -DgroupId=com.acme -DartifactId=support-inbox -Dversion=2.5 -Dpackage=com.acme.mail";

        run(new HowToPage("```bash\n" + generate + names + "\n```"), folder);

        Path project = folder.resolve("support-inbox");
        assertThat(project.resolve("src/main/java/com/acme/mail/HelloInbox.java"))
                .content()
                .isEqualTo(Documents.helloInbox("com.acme.mail"));
        assertThat(project.resolve("src/test/java/com/acme/mail/HelloInboxTest.java"))
                .content()
                .startsWith("package com.acme.mail;\n");
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains(
                        "<groupId>com.acme</groupId>",
                        "<artifactId>support-inbox</artifactId>",
                        "<version>2.5</version>",
                        "<finalName>support-inbox</finalName>");
        assertThat(project.resolve("README.md")).content().contains("--deploy target/support-inbox.jar");
    }

    /** Returns commands of several lines as one each. */
    private static String oneLine(String commands) {
        return commands.replaceAll("\\\\\n *", "");
    }

    private static void isThatOfTheTutorial(Path project) throws IOException {
        HowToPage tutorial = HowToPage.read(Documents.TUTORIAL);
        for (String file : List.of(
                "pre-boot.txt",
                "src/main/java/org/example/HelloInbox.java",
                "src/test/java/org/example/HelloInboxTest.java")) {
            assertThat(project.resolve(file)).content().isEqualTo(tutorial.file(file));
        }
        String configuration = "resources/META-INF/microprofile-config.properties";
        assertThat(project.resolve("src/main").resolve(configuration))
                .hasSameTextualContentAs(Documents.HELLO.resolve(configuration));
        String pom = Files.readString(project.resolve("pom.xml"));
        assertThat(pom).contains("<smtp-connector.version>" + ReaderMaven.VERSION + "</smtp-connector.version>");
        assertThat(dependencies(pom.replace("${smtp-connector.version}", ReaderMaven.VERSION)))
                .isEqualTo(dependencies(tutorial.file("pom.xml")));
    }

    private static String dependencies(String pom) {
        return pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
    }

    private void itsReadmeLeadsToTheFirstMessage(Path project) throws Exception {
        assertThat(List.of(8080, 2525))
                .as("The ports that the page needs are free")
                .allMatch(Ports::isFree);
        HowToPage readme = HowToPage.read(project.resolve("README.md"));
        assertThat(run(readme.onlyBlock("mvn test"), project)).contains("Tests run: 1, Failures: 0, Errors: 0");
        try (StartedPage server = page(readme.onlyBlock("java -jar"), project).start()) {
            server.awaitSaid(ACCEPTS);
            run(readme.onlyBlock("curl"), Files.createDirectory(temporary.resolve("terminal")));

            // The test of the bean has printed the same line before.
            server.awaitSaid(ACCEPTS, "me@example.org to [you@example.org]: Hello");
            assertThat(server.said()).contains("bound to [/127.0.0.1:8080]");
            server.stop();
        }
    }

    private String run(HowToPage commands, Path where) throws IOException, InterruptedException {
        return page(commands, where).run();
    }

    private PageRun page(HowToPage commands, Path where) throws IOException {
        return PageRun.of(commands, where).with(maven.environment());
    }

    /** Returns the paths of the files of a folder, from there. */
    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
