package org.smtpconnector.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that is measured: how to load it, and what that took. */
final class Contestant {

    static final int MESSAGES = 20_000;
    static final int SESSIONS = 20;
    static final int OCTETS = 1024;

    /**
     * What one run gave.
     *
     * @param rate messages per second
     * @param cpu microseconds of the server's process for each message, on all its threads
     */
    record Figures(double rate, double cpu) {}

    private final String name;
    private final ProcessHandle process;
    private final int port;
    private final List<Figures> rounds = new ArrayList<>();

    Contestant(String name, ProcessHandle process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    String name() {
        return name;
    }

    /** Runs {@code smtp-source} once. */
    Figures load() throws IOException, InterruptedException {
        Duration before = cpu();
        long start = System.nanoTime();
        int status = new ProcessBuilder(
                        "/usr/sbin/smtp-source",
                        "-d",
                        "-s",
                        String.valueOf(SESSIONS),
                        "-m",
                        String.valueOf(MESSAGES),
                        "-l",
                        String.valueOf(OCTETS),
                        "-f",
                        "sender@example.org",
                        "-t",
                        "recipient@example.org",
                        "127.0.0.1:" + port)
                .inheritIO()
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IllegalStateException("smtp-source ended with status " + status);
        }
        return new Figures(MESSAGES / seconds, cpu().minus(before).toNanos() / 1e3 / MESSAGES);
    }

    /** As {@link #load}, and it counts. */
    Figures measure() throws IOException, InterruptedException {
        Figures figures = load();
        rounds.add(figures);
        return figures;
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** A row of a table: median, lowest and highest of both figures. */
    String summary() {
        double[] rates = rounds.stream().mapToDouble(Figures::rate).sorted().toArray();
        double[] cpus = rounds.stream().mapToDouble(Figures::cpu).sorted().toArray();
        int last = rates.length - 1;
        return String.format(
                "| %s | %.0f | %.0f - %.0f | %.0f | %.0f - %.0f |",
                name, rates[last / 2], rates[0], rates[last], cpus[last / 2], cpus[0], cpus[last]);
    }

    /** Waits until the server greets. */
    void await() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(60_000);
                if (socket.getInputStream().read() == '2') {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100); // another process: there is nothing to wait on
            }
        }
        throw new IllegalStateException("Nobody greets on port " + port);
    }

    /**
     * Sends one message from the null reverse-path.
     *
     * @return what the server says at its end
     */
    String probe() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader replies =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(60_000);
            String reply = replies.readLine();
            for (String line :
                    List.of("HELO probe.example", "MAIL FROM:<>", "RCPT TO:<probe@example.org>", "DATA", "\r\n.")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                reply = replies.readLine();
            }
            return reply;
        }
    }
}
