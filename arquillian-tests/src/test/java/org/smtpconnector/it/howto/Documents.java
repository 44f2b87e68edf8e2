package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the project. */
final class Documents {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private Documents() {}

    /** Returns the pages in a folder and below, but for what a build has made. */
    static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !PROJECT.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }
}
