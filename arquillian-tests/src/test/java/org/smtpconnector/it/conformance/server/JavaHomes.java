package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Java installations of this machine. */
final class JavaHomes {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private JavaHomes() {}

    /** Returns the installation that runs the tests. */
    static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Returns the installation of a Java version: the one that an environment variable such as JAVA25_HOME names, or else the system's. */
    static Optional<Path> of(int version) {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("JAVA" + version + "_HOME"))
                                .map(Path::of),
                        installed().stream()
                                .filter(home -> home.getFileName().toString().contains(String.valueOf(version))))
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .findFirst();
    }

    private static List<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try {
            return Folders.files(INSTALLED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
