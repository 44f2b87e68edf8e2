package org.smtpconnector.inbox.client.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.smtpconnector.inbox.client.InboxClient;

/** An inbox in a process of its own, on loopback and free ports, with its mail in a temporary folder. */
final class InboxProcess implements AutoCloseable {

    private static final String SERVER = "payara-micro.jar";
    private static final String ADAPTER = "smtp-connector.rar";
    private static final String APPLICATION = "smtp-war.war";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final int LOG_LINES = 40;

    /** Payara Micro has no option for the address; this command sets it before the port is opened. */
    private static final String LOOPBACK_ONLY =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address="
                    + "127.0.0.1";

    private final Path directory;
    private final Process process;
    private final InboxClient client;
    private final Thread atExit = new Thread(this::stop, "inbox-stop");

    private InboxProcess(Path directory, Process process, InboxClient client) {
        this.directory = directory;
        this.process = process;
        this.client = client;
    }

    /**
     * Starts an inbox, and waits until it takes mail.
     *
     * @param home the folder with the server, the resource adapter and the application
     * @throws IllegalStateException with the end of the server's log, if it does not come to that
     */
    static InboxProcess start(Path home) {
        List<Path> files = List.of(
                file(home.resolve(SERVER)),
                file(home.resolve(ADAPTER)),
                // Beside it, in the folder that the build of the inbox leaves.
                Files.exists(home.resolve(APPLICATION))
                        ? home.resolve(APPLICATION)
                        : file(home.resolve("..").resolve(APPLICATION)));
        try {
            Path directory = Files.createTempDirectory("inbox");
            int port = freePort();
            Process process = new ProcessBuilder(command(files, directory, port))
                    .redirectErrorStream(true)
                    .redirectOutput(log(directory).toFile())
                    .start();
            InboxClient client = InboxClient.at(URI.create("http://127.0.0.1:" + port + '/'));
            InboxProcess inbox = new InboxProcess(directory, process, client);
            Runtime.getRuntime().addShutdownHook(inbox.atExit);
            inbox.awaitReady();
            return inbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(InboxExtension.HOME + " is to have " + SERVER + ", " + ADAPTER + " and "
                    + APPLICATION + ", but there is no " + path.toAbsolutePath().normalize());
        }
        return path;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("server.log");
    }

    private static List<String> command(List<Path> files, Path directory, int port) throws IOException {
        Path commands = Files.writeString(directory.resolve("pre-boot.txt"), LOOPBACK_ONLY + '\n');
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + directory,
                "-Dinbox.data-directory=" + directory.resolve("data"),
                "-Dsmtp.listener.default.port=0",
                "-jar",
                files.get(0).toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(port),
                "--prebootcommandfile",
                commands.toString(),
                "--deploy",
                files.get(1).toString(),
                "--deploy",
                files.get(2).toString());
    }

    private void awaitReady() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!client.isReady()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    String why = process.isAlive() ? "was not ready in time" : "ended by itself";
                    throw new IllegalStateException("The inbox " + why + ". The end of its log:\n" + logEnd());
                }
                TimeUnit.MILLISECONDS.sleep(100); // between two looks at another process: there is nothing to wait on
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException(e);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    private String logEnd() {
        try {
            List<String> lines = Files.readAllLines(log(directory));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    InboxClient client() {
        return client;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            deleteAll(directory);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    deleteAll(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
