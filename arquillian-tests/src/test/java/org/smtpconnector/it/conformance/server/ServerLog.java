package org.smtpconnector.it.conformance.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The output of a server, in memory and in a file, across its starts. */
final class ServerLog {

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    ServerLog(Path file) {
        this.file = file;
    }

    /** Begins to read the output of a process, until its end. */
    Thread read(Process process) {
        Thread reader = new Thread(() -> copy(process), "server-output");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void copy(Process process) {
        try (BufferedReader output = process.inputReader();
                PrintWriter copy = new PrintWriter(
                        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(line);
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines so far; others may follow. */
    List<String> lines() {
        return lines(0);
    }

    /** Returns the lines so far, without the first ones. */
    List<String> lines(int from) {
        synchronized (lines) {
            return List.copyOf(lines.subList(from, lines.size()));
        }
    }

    /** Returns how many lines there are so far. */
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }
}
