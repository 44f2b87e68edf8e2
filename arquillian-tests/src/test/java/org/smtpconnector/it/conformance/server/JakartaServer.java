package org.smtpconnector.it.conformance.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.ServerKind.Installation;

/**
 * A Jakarta EE server in a child process, which is the server's JVM itself, with an instance of its own, on loopback only. The first
 * start configures it; the adapter and the applications that were deployed are there again after each other start.
 */
public abstract class JakartaServer implements AutoCloseable {

    /** The name of the adapter in every server. */
    static final String ADAPTER = "smtp-connector";

    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Bounds what a server on a slow machine takes for a start or a deployment. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    /** The time that a Java virtual machine has to write the stacks of its threads. */
    private static final Duration STACKS = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Installation installation;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final int httpPort = port("http");
    private final ServerLog log;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean configured;
    private Process process;
    private Thread output;

    JakartaServer(Installation installation) {
        this.installation = installation;
        this.log = new ServerLog(installation.directory().resolve("server.log"));
    }

    /** Writes the instance's configuration; the folder of the instance does not exist yet. */
    abstract void configure() throws IOException;

    /** Returns the command that runs the server's JVM. */
    abstract List<String> command() throws IOException;

    /** Deploys the adapter; the server runs. */
    public abstract void deployAdapter(Path rar);

    /** Undeploys the adapter. The applications with beans have to be undeployed before. */
    public abstract void undeployAdapter();

    /**
     * Deploys an application, which is at {@code /<file name without its ending>}.
     *
     * @throws IllegalStateException with the server's reason, if the deployment failed
     */
    public abstract void deploy(Path war);

    /** Undeploys an application. */
    public abstract void undeploy(String name);

    /** Returns the name under which an adapted application finds the {@code SmtpStatus}. */
    public abstract String statusName();

    /**
     * Adds the descriptors that the server needs to an application that has message-driven beans for the adapter.
     *
     * @param war with a web.xml
     */
    public abstract WebArchive adapt(WebArchive war);

    /** Deploys the adapter of this build. */
    public final void deployAdapter() {
        deployAdapter(Path.of(System.getProperty("test.server.dir"), ADAPTER + ".rar"));
    }

    /** Adapts an application and deploys it under the archive's name. */
    public final void deploy(WebArchive war) throws IOException {
        Path file = Files.createDirectories(directory().resolve("archives")).resolve(war.getName());
        adapt(war).as(ZipExporter.class).exportTo(file.toFile(), true);
        deploy(file);
    }

    /** Sets a system property of the server, before its start. */
    public final void property(String name, Object value) {
        properties.put(name, value.toString());
    }

    /** Sets a variable of the server's environment, before its start. */
    public final void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Starts the process and waits until the server answers by HTTP. */
    public final void start() throws IOException {
        if (!configured) {
            Folders.delete(instance());
            Files.deleteIfExists(directory().resolve("server.log"));
            Files.createDirectories(temporary());
            configure();
            configured = true;
        }
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(instance().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", installation.java().toString());
        builder.environment().putAll(environment);
        process = builder.start();
        output = log.read(process);
        // A test process that is ended takes its servers with it.
        Runtime.getRuntime().addShutdownHook(new Thread(process.toHandle()::destroyForcibly));
        try {
            await(name() + " answers by HTTP")
                    .atMost(LIMIT)
                    .pollInterval(POLL)
                    .failFast("The server has ended: see " + directory() + "/server.log", () -> !process.isAlive())
                    .until(this::answers);
        } catch (RuntimeException e) {
            endWithItsStacks();
            throw e;
        }
    }

    /** Ends a process that does not answer, so that the next one finds the port free. Its log tells where its threads are. */
    private void endWithItsStacks() throws IOException {
        try {
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start();
            process.waitFor(STACKS.toSeconds(), TimeUnit.SECONDS);
            kill();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the server takes requests; by default, whether it answers by HTTP, whatever the answer is. */
    boolean answers() {
        try {
            HTTP.send(
                    HttpRequest.newBuilder(page("/"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Ends the process by SIGTERM and waits.
     *
     * @return how long that took
     * @throws IllegalStateException if it did not end in time; the process is killed then
     */
    public final Duration stop() throws InterruptedException {
        long begin = System.nanoTime();
        // Through the handle: Process.destroy() closes the streams as well, and what the server says meanwhile is lost.
        process.toHandle().destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException(name() + " did not end within " + STOP_LIMIT);
        }
        output.join();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Ends the process by SIGKILL and waits. */
    public final void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        output.join();
    }

    /** Stops the server if it runs. */
    @Override
    public final void close() {
        if (process != null && process.isAlive()) {
            try {
                stop();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the server's name, such as "wildfly-39". */
    public final String name() {
        return installation.kind().id();
    }

    /** Returns the id of the server's JVM. */
    public final long pid() {
        return process.pid();
    }

    public final int httpPort() {
        return httpPort;
    }

    /** Returns a port for a purpose, such as a listener of that name: a free one at the first call, and the same ever after. */
    public final int port(String purpose) {
        return ports.computeIfAbsent(purpose, absent -> Ports.free());
    }

    /** Returns the address of a path on the server. */
    public final URI page(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /** Returns the lines that the server has said so far, in all its starts. */
    public final List<String> logLines() {
        return log.lines();
    }

    /** Waits until the server has said a line with all of the texts, in any of its starts. */
    public final void awaitLine(String... texts) {
        awaitLine(0, texts);
    }

    /** Waits for a line behind the first ones: {@code logLines().size()}, taken before, finds only what is new. */
    public final String awaitLine(int from, String... texts) {
        return await("A line of the log with " + List.of(texts))
                .atMost(LIMIT)
                .pollInterval(POLL)
                .until(
                        () -> log.lines(from).stream()
                                .filter(line -> Stream.of(texts).allMatch(line::contains))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    final int logSize() {
        return log.size();
    }

    final List<String> logLines(int from) {
        return log.lines(from);
    }

    final Installation installation() {
        return installation;
    }

    final Path directory() {
        return installation.directory();
    }

    /** Returns the unpacked server, which nothing is written into. */
    final Path home() throws IOException {
        Path home = directory().resolve("home");
        Folders.unpack(installation.archive(), home);
        return home;
    }

    /** Returns the folder of configuration and data, which begins empty. */
    final Path instance() {
        return directory().resolve("instance");
    }

    /** Returns the folder that the server, and the adapter in it, has for temporary files. */
    public final Path temporary() {
        return instance().resolve("tmp");
    }

    /** Returns the drivers of H2 and PostgreSQL. */
    static List<Path> drivers() {
        return Stream.of("org.h2.Driver", "org.postgresql.Driver")
                .map(JakartaServer::jarOf)
                .toList();
    }

    private static Path jarOf(String className) {
        try {
            return Path.of(Class.forName(className)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns {@code bin/java} with what every server gets. */
    final List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(installation.java().resolve("bin/java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary()));
        // Payara's own H2 database opens a port.
        command.add("-Dh2.bindAddress=127.0.0.1");
        properties.forEach((name, value) -> command.add("-D" + name + '=' + value));
        return command;
    }
}
