package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Program;
import org.w3c.dom.Element;

/** A sample can be copied: its folder is a project of its own, and its versions are those with which the container tests run it. */
@Tag("howto")
class CopiedSamplesIT {

    private static final Path SAMPLES = Documents.PROJECT.resolve("smtp-ejb-sample");

    /** The folder that is not there to be copied: it starts the brokers of the container tests. */
    private static final Path BROKERS = SAMPLES.resolve("sinks/brokers");

    /** The libraries of this project that an application can name. */
    private static final List<String> PUBLISHED = List.of("api", "duplicates", "mdb-testkit");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @Test
    void aCopyThatHasBeenChangedIsBuiltAndTestedOutsideOfTheClone() throws Exception {
        Path copies = Files.createDirectory(temporary.toRealPath().resolve("copies"));
        for (Path sample : samples()) {
            copy(sample, copies.resolve(name(sample)));
        }
        Files.writeString(copies.resolve("pom.xml"), aggregator());
        ReaderMaven maven = ReaderMaven.in(temporary.toRealPath(), PUBLISHED.toArray(String[]::new));

        Program.Result built = maven.run(copies, "package");

        assertThat(built.status()).as(built.output()).isZero();
        assertThat(built.output()).contains("Tests run: ");
        for (Path sample : samples()) {
            assertThat(archives(copies.resolve(name(sample)).resolve("target")))
                    .as("The archives of the copy of %s", name(sample))
                    .isNotEmpty()
                    .isSubsetOf(archives(sample.resolve("target")));
        }
    }

    @Test
    void aSampleStandsAloneAndNamesNothingThatIsNotPublished() throws IOException {
        List<String> published =
                PUBLISHED.stream().map(module -> "smtp-connector-" + module).toList();
        for (Path sample : samples()) {
            Pom pom = Pom.read(sample.resolve("pom.xml"));
            assertThat(pom.hasParent()).as("%s has a parent", name(sample)).isFalse();
            assertThat(pom.versioned().stream()
                            .filter(element -> Pom.text(element, "groupId").equals("org.smtpconnector"))
                            .map(element -> Pom.text(element, "artifactId")))
                    .as("The libraries of this project in %s", name(sample))
                    .isSubsetOf(published);
        }
    }

    @Test
    void theVersionsAreThoseOfTheProject() throws IOException {
        Pom project = Pom.read(Documents.PROJECT.resolve("pom.xml"));
        Map<String, String> expected = project.properties();
        expected.put("version.smtp-connector", project.version());
        for (Path sample : samples()) {
            Pom pom = Pom.read(sample.resolve("pom.xml"));
            assertThat(pom.version()).as("The version of %s", name(sample)).isEqualTo(project.version());
            assertThat(expected.entrySet())
                    .as("The properties of the project have those of %s", name(sample))
                    .containsAll(pom.properties().entrySet());
            for (Element element : pom.versioned()) {
                assertThat(Pom.text(element, "version"))
                        .as("The version of %s in %s is a property", Pom.text(element, "artifactId"), name(sample))
                        .matches("\\$\\{version\\.[a-z0-9-]+}");
            }
        }
    }

    @Test
    void theChecksOfTheProjectSeeEachSample() throws IOException {
        String checks = Files.readString(SAMPLES.resolve("pom.xml"));
        for (Path sample : samples()) {
            for (String sources : List.of("src/main/java", "src/test/java")) {
                if (Files.isDirectory(sample.resolve(sources))) {
                    assertThat(checks)
                            .contains("<root>${project.basedir}/" + SAMPLES.relativize(sample) + "/" + sources);
                }
            }
        }
    }

    /** Returns the folders of the samples; a new one belongs to them. */
    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES, 3)) {
            List<Path> found = files.filter(file -> file.endsWith("pom.xml"))
                    .map(Path::getParent)
                    .filter(folder -> Files.isDirectory(folder.resolve("src")))
                    .filter(folder -> !folder.equals(BROKERS))
                    .sorted()
                    .toList();
            assertThat(found)
                    .extracting(CopiedSamplesIT::name)
                    .contains("hello", "store", "hooks", "tickets", "stdout", "jms", "artemis-rar", "outbox");
            return found;
        }
    }

    private static String name(Path sample) {
        return sample.getFileName().toString();
    }

    /** Copies the files of a sample without those of its build, and adds a line to each class that is not formatted as this project is. */
    private static void copy(Path sample, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = sample.relativize(file);
                if (!relative.startsWith("target")) {
                    Path target = copy.resolve(relative);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                    if (target.toString().endsWith(".java")) {
                        Files.writeString(target, "\n\n\n\t// Changed\n", StandardOpenOption.APPEND);
                    }
                }
            }
        }
    }

    /** Returns the names of the archives in a folder. */
    private static List<String> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches(".*\\.[jrw]ar"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns a project that lets one Maven build all copies. No copy inherits from it. */
    private static String aggregator() throws IOException {
        String modules = samples().stream()
                .map(sample -> "<module>" + name(sample) + "</module>")
                .collect(Collectors.joining());
        return "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>copies</artifactId>"
                + "<version>1.0</version><packaging>pom</packaging><modules>" + modules + "</modules></project>";
    }
}
