package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;

/** Runs {@code docs/tutorial.md} as it stands there, in an empty folder, with its ports 8080 and 2525. */
@Tag("howto")
class TutorialIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path ARCHIVES = Path.of(System.getProperty("test.server.dir"));
    private static final Path HELLO =
            Path.of("..", "smtp-ejb-sample/hello/src/main/java/org/smtpconnector/sample/hello/HelloInbox.java");
    private static final String VERSION = System.getProperty("test.project.version");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @Test
    void aReaderGetsFromAnEmptyFolderToATest() throws Exception {
        HowToPage page = HowToPage.read(PROJECT.resolve("docs/tutorial.md"));
        assertThat(List.of(8080, 2525))
                .as("The ports that the page needs are free")
                .allMatch(Ports::isFree);
        assertThat(page.text()).contains("<version>" + VERSION + "</version>");
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Files.copy(ARCHIVES.resolve("smtp-connector.rar"), folder.resolve("smtp-connector.rar"));
        Files.createSymbolicLink(
                folder.resolve("payara-micro.jar"),
                ARCHIVES.resolve("payara-micro.jar").toAbsolutePath());

        String said = PageRun.of(page, folder)
                .with("MAVEN_ARGS", "-B -ntp -Dmaven.repo.local.tail=" + installed())
                .with("PATH", maven() + ":" + System.getenv("PATH"))
                .run();

        assertThat(said).contains("me@example.org to [you@example.org]: Hello", "Tests run: 1, Failures: 0, Errors: 0");
        assertThat(folder.resolve("hello/src/main/java/org/example/HelloInbox.java"))
                .hasContent(Files.readString(HELLO).replace("org.smtpconnector.sample.hello", "org.example"));
    }

    /** Makes a repository with what {@code mvnw install} would have put into that of the reader. */
    private Path installed() throws IOException {
        Path repository = temporary.resolve("repository");
        install(repository, "smtp-connector-parent", PROJECT);
        install(repository, "smtp-connector", PROJECT.resolve("smtp-connector"));
        for (String module : List.of("api", "mdb-testkit")) {
            install(repository, "smtp-connector-" + module, PROJECT.resolve("smtp-connector/" + module));
        }
        return repository;
    }

    private static void install(Path repository, String artifact, Path module) throws IOException {
        Path target = Files.createDirectories(
                repository.resolve("org/smtpconnector").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        // The test kit has the adapter in it, and a POM that does not name it any more.
        Path reduced = module.resolve("dependency-reduced-pom.xml");
        Files.copy(Files.exists(reduced) ? reduced : module.resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, target.resolve(name + ".jar"));
        }
    }

    /** Makes a folder with the command {@code mvn}: the wrapper of this project. */
    private Path maven() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("bin"));
        Path command = folder.resolve("mvn");
        Files.writeString(command, "#!/bin/sh\nexec '" + PROJECT.resolve("mvnw") + "' \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return folder;
    }
}
