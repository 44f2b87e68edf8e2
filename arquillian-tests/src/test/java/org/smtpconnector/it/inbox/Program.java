package org.smtpconnector.it.inbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine. */
public final class Program {

    private static final long TIME_LIMIT_SECONDS = 180;

    private Program() {}

    /**
     * The output of a program, and its end.
     *
     * @param status its exit status
     * @param output of both streams
     */
    public record Result(int status, String output) {}

    /**
     * Makes sure that a program is there. Without it the test is skipped, and says so; where the build itself installs it, as
     * it does in CI (install-clients.sh), its absence is a failure.
     */
    public static void require(String name, String debianPackage) {
        if (find(name).isEmpty()) {
            missing(name, debianPackage);
        }
    }

    /** The same for a module of Perl. */
    public static void requirePerl(String module, String debianPackage) throws IOException, InterruptedException {
        if (run(Path.of("/dev/null"), List.of("perl", "-M" + module, "-e", "1")).status() != 0) {
            missing(module, debianPackage);
        }
    }

    private static void missing(String name, String debianPackage) {
        String message = name + " is not installed; on Debian: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        // The report of a build counts what was skipped, but does not say why.
        System.err.println("Skipped: " + message);
        Assumptions.abort(message);
    }

    /** Any octets: some clients show what they sent. */
    private static String text(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** Returns the place of a program; one without a folder is looked for in those of the machine. */
    public static Optional<Path> find(String name) {
        // smtp-source is in /usr/sbin, which is not on everyone's path.
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end, with a file as its input. */
    public static Result run(Path input, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("client-", ".out");
        try {
            List<String> located = new ArrayList<>(command);
            located.set(0, find(command.get(0)).orElseThrow().toString());
            Process process = new ProcessBuilder(located)
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(String.join(" ", command) + " has not ended within " + TIME_LIMIT_SECONDS
                        + " s: " + text(output));
            }
            return new Result(process.exitValue(), text(output));
        } finally {
            Files.delete(output);
        }
    }
}
