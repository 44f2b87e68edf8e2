package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.smtpconnector.it.inbox.Program;

/** A Maven repository that has this project's published libraries, and no sample. */
final class PublishedRepository {

    static final String VERSION = System.getProperty("test.project.version");

    private static final Path CONNECTOR = Documents.PROJECT.resolve("smtp-connector");
    private static final Path OF_THE_USER = Path.of(System.getProperty("user.home"), ".m2", "repository");

    private final Path folder;

    private PublishedRepository(Path folder) {
        this.folder = folder;
    }

    /** Makes the repository in a folder, with these modules of the connector. */
    static PublishedRepository in(Path folder, List<String> modules) throws IOException {
        PublishedRepository repository = new PublishedRepository(folder);
        repository.install("smtp-connector-parent", Documents.PROJECT);
        repository.install("smtp-connector", CONNECTOR);
        for (String module : modules) {
            repository.install("smtp-connector-" + module, CONNECTOR.resolve(module));
        }
        return repository;
    }

    /**
     * Runs Maven in a project, as somebody does who has no clone. This repository comes first; other libraries are taken from the
     * repositories of the build that runs the tests, which has them already.
     */
    Program.Result build(Path project, String... arguments) throws IOException, InterruptedException {
        String others = System.getProperty("maven.repo.local", OF_THE_USER.toString()) + "," + OF_THE_USER;
        return Program.run(
                Path.of("/dev/null"),
                List.of(
                        "env",
                        "MAVEN_ARGS=" + String.join(" ", arguments),
                        Documents.PROJECT.resolve("mvnw").toString(),
                        "-B",
                        "-ntp",
                        "-f",
                        project.toString(),
                        "-Dmaven.repo.local=" + folder,
                        "-Dmaven.repo.local.tail=" + others));
    }

    private void install(String artifact, Path module) throws IOException {
        Path target = Files.createDirectories(
                folder.resolve("org/smtpconnector").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        // The test kit has the adapter in it, and a POM that does not name it any more.
        Path reduced = module.resolve("dependency-reduced-pom.xml");
        Files.copy(Files.exists(reduced) ? reduced : module.resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, target.resolve(name + ".jar"));
        }
    }
}
