package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands of a page, run in a folder as a reader runs them. */
final class PageRun {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);

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

    /** Returns the same with one more variable of the environment. */
    PageRun with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new PageRun(page, folder, more);
    }

    /** Runs the commands, and requires that each succeeds and that no process is left; returns what they have said. */
    String run() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolveSibling("page.sh"), page.script());
        Path output = folder.resolveSibling("output.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-e", "-o", "pipefail", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        try {
            Process process = bash.start();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended).as("The commands end. They said: %s", said).isTrue();
            assertThat(process.exitValue())
                    .as("The commands succeed. They said: %s", said)
                    .isZero();
            await("The server has stopped").atMost(STOP).until(() -> processes().isEmpty());
            return said;
        } finally {
            processes().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Finds what runs in the folder or below: the server, however it was started. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::runsHere).toList();
    }

    private boolean runsHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"))
                    .startsWith(folder);
        } catch (IOException e) {
            return false; // It has ended, or belongs to somebody else.
        }
    }
}
