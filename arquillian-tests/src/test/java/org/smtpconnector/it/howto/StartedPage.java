package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The commands of a page while they run, with the processes that they have started. */
final class StartedPage implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Process process;
    private final Path folder;
    private final Path output;

    StartedPage(Process process, Path folder, Path output) {
        this.process = process;
        this.folder = folder;
        this.output = output;
    }

    Process process() {
        return process;
    }

    /** Returns what the commands have said so far. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the commands have said all this, one after the other. */
    void awaitSaid(String... words) {
        await("The commands say " + List.of(words)).atMost(START).until(() -> hasSaid(words) || !process.isAlive());
        assertThat(said()).containsSubsequence(words);
    }

    private boolean hasSaid(String... words) {
        String said = said();
        int from = 0;
        for (String each : words) {
            int begin = said.indexOf(each, from);
            if (begin < 0) {
                return false;
            }
            from = begin + each.length();
        }
        return true;
    }

    /** Asks every process to end, and waits until there is none. */
    void stop() {
        processes().forEach(ProcessHandle::destroy);
        awaitStopped();
    }

    void awaitStopped() {
        await("The server has stopped").atMost(STOP).until(() -> processes().isEmpty());
    }

    /** Kills what is left, and waits until it has gone: the next page needs the ports. */
    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        awaitStopped();
    }

    /** Finds what runs in the folder or below: the server, however it was started. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::runsHere).toList();
    }

    private boolean runsHere(ProcessHandle candidate) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(candidate.pid()), "cwd"))
                    .startsWith(folder);
        } catch (IOException e) {
            return false; // It has ended, or belongs to somebody else.
        }
    }
}
