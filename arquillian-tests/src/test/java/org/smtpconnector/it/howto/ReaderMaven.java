package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.smtpconnector.it.inbox.Program;

/** The command {@code mvn} of a reader, and a Maven repository with what {@code mvn install} or a release has put into it. */
final class ReaderMaven {

    static final String VERSION = System.getProperty("test.project.version");

    /** The repositories in which the build has found its libraries, so that they need not be fetched again. */
    private static final String REPOSITORY = System.getProperty("test.maven.repository");

    private static final Path USERS = Path.of(System.getProperty("user.home"), ".m2", "repository");

    private static final Path CONNECTOR = Documents.PROJECT.resolve("smtp-connector");

    private final Path folder;

    private ReaderMaven(Path folder) {
        this.folder = folder;
    }

    /** Makes both in a folder, with these modules of the connector. */
    static ReaderMaven in(Path folder, String... modules) throws IOException {
        ReaderMaven maven = new ReaderMaven(folder);
        maven.makeCommand();
        maven.install("smtp-connector-parent", Documents.PROJECT);
        maven.install("smtp-connector", CONNECTOR);
        for (String module : modules) {
            maven.install("smtp-connector-" + module, CONNECTOR.resolve(module));
        }
        return maven;
    }

    /** Returns the variables of the reader's environment. The modules of this build come before those that somebody has installed. */
    Map<String, String> environment() {
        String repositories = "-Dmaven.repo.local=" + folder.resolve("repository") + " -Dmaven.repo.local.tail="
                + REPOSITORY + "," + USERS;
        return Map.of(
                "MAVEN_ARGS", "-B -ntp " + repositories, "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    }

    /** Runs the command in a folder. */
    Program.Result run(Path project, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env"));
        environment().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("mvn", "-f", project.toString()));
        command.addAll(List.of(arguments));
        return Program.run(Path.of("/dev/null"), command);
    }

    /** Runs a command of the documents that begins with {@code ./mvnw}, in the clone itself. */
    static Program.Result runInClone(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("env", "-C", Documents.PROJECT.toString()));
        words.addAll(List.of(command.split(" ")));
        words.addAll(List.of("-o", "-B", "-Dmaven.repo.local=" + REPOSITORY, "-Dmaven.repo.local.tail=" + USERS));
        return Program.run(Path.of("/dev/null"), words);
    }

    /** Lets the command be the wrapper of this project. */
    private void makeCommand() throws IOException {
        Path command = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(command, "#!/bin/sh\nexec '" + Documents.PROJECT.resolve("mvnw") + "' \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private void install(String artifact, Path module) throws IOException {
        Path target = Files.createDirectories(
                folder.resolve("repository/org/smtpconnector").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        // The test kit has the adapter in it, and a POM that does not name it any more.
        Path reduced = module.resolve("dependency-reduced-pom.xml");
        Files.copy(Files.exists(reduced) ? reduced : module.resolve("pom.xml"), target.resolve(name + ".pom"));
        for (String type : List.of(".jar", ".rar")) {
            Path archive = module.resolve("target").resolve(name + type);
            if (Files.exists(archive)) {
                Files.copy(archive, target.resolve(name + type));
            }
        }
    }
}
