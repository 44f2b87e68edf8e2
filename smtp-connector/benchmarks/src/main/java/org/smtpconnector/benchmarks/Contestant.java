package org.smtpconnector.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** A server that is measured: how to load it, and what that took. */
final class Contestant {

    /**
     * The figures of one run.
     *
     * @param rate messages per second
     * @param cpu microseconds of the server's process for each message, on all its threads
     * @param result what the client saw
     */
    record Figures(double rate, double cpu, Load.Result result) {}

    private final String name;
    private final ProcessHandle process;
    private final int port;
    private final Set<Load> impossible;
    private final Map<Load, List<Figures>> rounds = new EnumMap<>(Load.class);

    Contestant(String name, ProcessHandle process, int port, Set<Load> impossible) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.impossible = impossible;
    }

    String name() {
        return name;
    }

    /** Tells whether the server can be loaded so. */
    boolean canBear(Load load) {
        return !impossible.contains(load);
    }

    /** Loads the server for so long, and it does not count. */
    void warmUp(Load load, Duration time) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            load.on(port);
        }
    }

    /** Loads the server once, and it counts. */
    Figures measure(Load load) throws IOException, InterruptedException {
        try (LoadClient idle = new LoadClient(port, load.idle())) {
            Duration before = cpu();
            long start = System.nanoTime();
            Load.Result result = load.on(port);
            double seconds = (System.nanoTime() - start) / 1e9;
            Figures figures = new Figures(
                    result.messages() / seconds, cpu().minus(before).toNanos() / 1e3 / result.messages(), result);
            rounds.computeIfAbsent(load, any -> new ArrayList<>()).add(figures);
            return figures;
        }
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Returns a cell of the table: the medians of CPU and rate, or of the times where the rate is given; a dash if there are none. */
    String summary(Load load) {
        if (!canBear(load)) {
            return "–";
        }
        String cpu = String.format("**%.0f**, ", median(load, Figures::cpu));
        return cpu
                + (load == Load.STEADY
                        ? String.format(
                                "%.2f / %.2f ms",
                                median(load, figures -> figures.result().median()),
                                median(load, figures -> figures.result().late()))
                        : String.format("%.0f/s", median(load, Figures::rate)));
    }

    private double median(Load load, ToDoubleFunction<Figures> figure) {
        double[] sorted = rounds.get(load).stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
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
