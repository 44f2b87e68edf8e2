package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands of a page, run in a folder as a reader runs them. */
final class PageRun {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final HowToPage page;
    private final Path folder;
    private final Map<String, String> environment;

    private PageRun(HowToPage page, Path folder, Map<String, String> environment) {
        this.page = page;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    static PageRun of(HowToPage page, Path folder) {
        return new PageRun(page, folder, Map.of());
    }

    /** Returns the same in this environment. */
    PageRun with(Map<String, String> variables) {
        return new PageRun(page, folder, variables);
    }

    /** Runs the commands, and requires that each succeeds and that no process is left; returns what they have said. */
    String run() throws IOException, InterruptedException {
        try (StartedPage started = start()) {
            boolean ended = started.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended)
                    .as("The commands end. They said: %s", started.said())
                    .isTrue();
            assertThat(started.process().exitValue())
                    .as("The commands succeed. They said: %s", started.said())
                    .isZero();
            started.awaitStopped();
            return started.said();
        }
    }

    /** Starts commands of which the last one goes on until it is stopped. */
    StartedPage start() throws IOException {
        Path script = Files.createTempFile(folder.getParent(), "page", ".sh");
        Path output = Files.createTempFile(folder.getParent(), "output", ".txt");
        Files.writeString(script, page.script());
        ProcessBuilder bash = new ProcessBuilder("bash", "-e", "-o", "pipefail", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        return new StartedPage(bash.start(), folder, output);
    }
}
