package org.smtpconnector.it.samples.sinks;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a broker or of its consumer, which is stopped, killed, frozen and started again on the same data. */
public final class Broker implements AutoCloseable {

    /** Loopback only. */
    static final int PORT = Integer.getInteger("test.broker.port");

    private static final Path BROKERS = Path.of(System.getProperty("test.samples.dir"), "brokers.jar");
    private static final String LIBRARIES = System.getProperty("test.brokers.lib");
    private static final long STOP_SECONDS = 30;

    private final String mainClass;
    private final Path folder;
    private final int port;
    private Process process;
    private BufferedReader out;
    private Writer in;

    private Broker(String name, Path folder, int port) {
        this.port = port;
        this.mainClass = "org.smtpconnector.sample.sink.brokers." + name;
        this.folder = folder;
    }

    static Broker artemis(Path folder) throws IOException {
        return new Broker("ArtemisBroker", folder.resolve("artemis"), PORT).start("-1");
    }

    /** Starts a process of another kind, which gets its port and its folder before the arguments. */
    public static Broker start(String name, Path folder, int port, String... arguments) throws IOException {
        return new Broker(name, folder, port).start(arguments);
    }

    static Broker kafka(Path folder) throws IOException {
        return new Broker("KafkaBroker", folder.resolve("kafka"), PORT).start();
    }

    /** Returns a broker that speaks RabbitMQ's protocol, and keeps its queue in memory only. */
    static Broker rabbitMq(Path folder) throws IOException {
        return new Broker("QpidBroker", folder.resolve("qpid"), PORT).start();
    }

    /** Starts the process and waits until it takes connections. */
    public Broker start(String... arguments) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                BROKERS + ":" + LIBRARIES + "/*",
                mainClass,
                String.valueOf(port),
                folder.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
        out = process.inputReader();
        in = process.outputWriter();
        answer("ready");
        return this;
    }

    /** Takes the messages of a queue and returns a line for each. */
    public List<String> take(String queue) throws IOException {
        in.write(queue + '\n');
        in.flush();
        return answer(".");
    }

    private List<String> answer(String last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); !last.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new EOFException("The broker has ended; its log is beside " + folder);
            }
            lines.add(line);
        }
        return lines;
    }

    /** Lets the process end by itself. */
    void stop() throws IOException, InterruptedException {
        in.close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The broker does not end");
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the process where it stands: connections stay open, and nobody answers. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill -" + name + " has failed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
