package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documents of the project. */
final class Documents {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    static final Path README = PROJECT.resolve("README.md");

    static final Path TUTORIAL = PROJECT.resolve("docs/tutorial.md");

    static final Path HELLO = PROJECT.resolve("smtp-ejb-sample/hello/src/main");

    private Documents() {}

    /** Returns the pages in a folder and below, but for what a build has made. */
    static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !PROJECT.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }

    /** Returns the bean of the sample {@code hello}, in another package. */
    static String helloInbox(String packageName) throws IOException {
        return Files.readString(HELLO.resolve("java/org/smtpconnector/sample/hello/HelloInbox.java"))
                .replace("org.smtpconnector.sample.hello", packageName);
    }
}
