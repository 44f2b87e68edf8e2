package org.smtpconnector.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Payara Micro in a child process, on loopback only, that is up when each archive is really deployed and the application's
 * readiness check has found the listener. Everything else is an exception: Micro alone says "ready" even when a deployment
 * failed.
 */
public final class MicroServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration READY_LIMIT = Duration.ofMinutes(1);

    /** Longer than the 30 s that the server gives a resource adapter to stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    /** The server's summary at the end of its start names each archive that really is deployed, one per line. */
    private static final Pattern DEPLOYED = Pattern.compile("^\\s*\"Name\": \"(.+)\",?\\s*$");

    /** A cause in a stack trace of the log: the message without the type. */
    private static final Pattern CAUSE = Pattern.compile("^Caused by: [\\w.$]+: (.+)$");

    private static final Pattern READY = Pattern.compile("Payara Micro .* ready in ");

    /**
     * The setup of a server that is to be started.
     *
     * @param serverJar payara-micro.jar
     * @param archives in the order in which they are deployed: the resource adapter first
     * @param resources the folder with pre-boot.txt and logging.properties
     * @param directory where the server writes its temporary files
     * @param httpPort on 127.0.0.1
     * @param jvmArguments such as {@code -Xmx512m}
     * @param environment added to this process's own
     * @param output gets each line that the server says
     */
    public record Setup(
            Path serverJar,
            List<Path> archives,
            Path resources,
            Path directory,
            int httpPort,
            List<String> jvmArguments,
            Map<String, String> environment,
            Consumer<String> output) {
        /** Copies the collections. */
        public Setup {
            archives = List.copyOf(archives);
            jvmArguments = List.copyOf(jvmArguments);
            environment = Map.copyOf(environment);
        }
    }

    private final Setup setup;
    private final Process process;
    private final Thread outputThread;
    private final Set<String> deployed = ConcurrentHashMap.newKeySet();

    /** Why a deployment failed: for the last message, because the stack traces in the log are long. */
    private final Set<String> causes = Collections.synchronizedSet(new LinkedHashSet<>());

    /** Opened by the server's "ready", and by the end of its output. */
    private final CountDownLatch started = new CountDownLatch(1);

    private volatile boolean stopping;

    private MicroServer(Setup setup) throws IOException {
        this.setup = setup;
        requireFree(setup.httpPort());
        Files.createDirectories(setup.directory());
        ProcessBuilder builder = new ProcessBuilder(command(setup)).redirectErrorStream(true);
        builder.environment().putAll(setup.environment());
        this.process = builder.start();
        this.outputThread = new Thread(this::readOutput, "server-output");
        this.outputThread.setDaemon(true);
    }

    /**
     * Starts the process; returns at once.
     *
     * @return to be closed by the caller
     * @throws IOException if the process cannot be started
     * @throws IllegalStateException if the HTTP port is in use
     */
    public static MicroServer start(Setup setup) throws IOException {
        MicroServer server = new MicroServer(setup);
        server.outputThread.start();
        return server;
    }

    private static List<String> command(Setup setup) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + setup.directory());
        command.addAll(setup.jvmArguments());
        command.addAll(List.of(
                "-jar",
                setup.serverJar().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(setup.httpPort()),
                // Loopback only: Micro has no option for the address, this command sets it before the port is opened.
                "--prebootcommandfile",
                setup.resources().resolve("pre-boot.txt").toString(),
                "--logproperties",
                setup.resources().resolve("logging.properties").toString()));
        setup.archives().forEach(archive -> command.addAll(List.of("--deploy", archive.toString())));
        return command;
    }

    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // Without this a connection of the last run in TIME_WAIT would look like a port in use.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "HTTP port " + port + " on 127.0.0.1 cannot be used (" + e.getMessage()
                            + "). Choose another: -Dhttp.port=9090",
                    e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                setup.output().accept(line);
                Matcher cause = CAUSE.matcher(line);
                if (cause.matches()) {
                    causes.add(cause.group(1));
                }
                Matcher name = DEPLOYED.matcher(line);
                if (name.matches()) {
                    deployed.add(name.group(1));
                }
                if (READY.matcher(line).find()) {
                    started.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            started.countDown();
        }
    }

    /**
     * Waits until every archive is deployed and the application says that it is ready.
     *
     * @param readiness a group in {@code /health/ready}'s body, found only if the application's own check is there: a server
     *     without the application answers UP too, with no check at all
     * @return the match of the group
     * @throws IllegalStateException if it does not come to that, with the reason
     */
    public String awaitReady(Pattern readiness) throws InterruptedException {
        awaitDeployed();
        return awaitReadiness(readiness);
    }

    /**
     * Waits until every archive is deployed.
     *
     * @throws IllegalStateException if it does not come to that, with the reason
     */
    public void awaitDeployed() throws InterruptedException {
        if (!started.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("The server was not up within " + START_LIMIT.toSeconds() + " s.");
        }
        requireAlive();
        for (Path archive : setup.archives()) {
            String file = archive.getFileName().toString();
            if (!deployed.contains(file.replaceFirst("\\.[^.]+$", ""))) {
                throw new IllegalStateException("The deployment of " + file + " failed: " + String.join("\n  ", causes)
                        + "\nThe server's log has more.");
            }
        }
    }

    private String awaitReadiness(Pattern readiness) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + setup.httpPort() + "/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String last = "no answer";
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            requireAlive();
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                last = response.statusCode() + " " + response.body();
                Matcher found = readiness.matcher(response.body());
                if (response.statusCode() == 200 && found.find()) {
                    return found.group(1);
                }
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(100); // between two looks at another process: there is nothing to wait on
        }
        throw new IllegalStateException("Not ready within " + READY_LIMIT.toSeconds() + " s. /health/ready: " + last);
    }

    private void requireAlive() {
        if (!process.isAlive() && !stopping) {
            throw new IllegalStateException(
                    "The server ended during its start with status " + process.exitValue() + ": see its log above.");
        }
    }

    /**
     * The process, for its id and its exit.
     *
     * @return not null
     */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Waits for the end of the process, whoever brings it about.
     *
     * @return its exit status
     */
    public int waitFor() throws InterruptedException {
        int status = process.waitFor();
        outputThread.join(1000);
        return status;
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        stopping = true;
        process.destroyForcibly().waitFor();
    }

    /** Stops the server as SIGTERM does, and waits; kills it if it does not stop. */
    @Override
    public void close() {
        end();
    }

    /**
     * As {@link #close}.
     *
     * @return whether the server stopped by itself
     */
    public synchronized boolean end() {
        stopping = true;
        // Through the handle: Process.destroy() closes the streams as well, and what the server says while it stops is
        // lost.
        process.toHandle().destroy();
        try {
            boolean stopped = process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!stopped) {
                setup.output().accept("The server did not stop within " + STOP_LIMIT.toSeconds() + " s: killed.");
                process.destroyForcibly().waitFor();
            }
            outputThread.join(1000);
            return stopped;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
