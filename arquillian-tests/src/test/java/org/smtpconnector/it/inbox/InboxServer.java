package org.smtpconnector.it.inbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.smtpconnector.testkit.server.MicroServer;

/** A server process with the inbox, on a data directory of its own that outlives the process. */
public final class InboxServer implements AutoCloseable {

    private static final Path SERVER = Path.of(System.getProperty("test.server.dir"));
    private static final int HTTP_PORT = Integer.getInteger("test.inbox.http.port");
    private static final int SMTP_PORT = Integer.getInteger("test.inbox.smtp.port");

    /** In the readiness check of the application: the listener is bound there and takes mail. */
    private static final Pattern READY = Pattern.compile("\"listener[^\"]*\"\\s*:\\s*\"([^\", ]+), accepting");

    /** A file system has its bounds. */
    private static final int LONGEST_NAME = 200;

    private final List<String> arguments;
    private final Path directory = SERVER.resolveSibling("inbox");
    private final Path logFile;
    private final PrintWriter log;
    private MicroServer server;

    InboxServer(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        try {
            deleteAll(data());
            deleteAll(temporary());
            Files.createDirectories(data());
            // One log for all servers of a run would be hard to read: the name tells which one it was.
            String name = String.join(" ", arguments).replaceAll("[^A-Za-z0-9]+", "-");
            logFile = directory.resolve("server" + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ".log");
            log = new PrintWriter(Files.newBufferedWriter(logFile), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until it takes mail. */
    void start() throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.replaceAll(argument -> argument.replace(Postgres.PORT, String.valueOf(Postgres.port()))
                .replace(SecondServer.PORT, String.valueOf(SecondServer.port())));
        all.add("-Dinbox.data-directory=" + data());
        all.add("-Dsmtp.listener.default.port=" + SMTP_PORT);
        server = MicroServer.start(new MicroServer.Setup(
                SERVER.resolve("payara-micro.jar"),
                List.of(SERVER.resolve("smtp-connector.rar"), SERVER.resolve("smtp-war.war")),
                Path.of(System.getProperty("test.inbox.resources")),
                temporary(),
                HTTP_PORT,
                all,
                Map.of(),
                log::println));
        try {
            server.awaitReady(READY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IllegalStateException e) {
            server.close();
            throw new IllegalStateException(e.getMessage() + " The server's log is in " + directory, e);
        }
    }

    /** Ends the process as {@code kill -9} does; {@link #start} starts another one on the same data. */
    void kill() throws InterruptedException {
        server.kill();
    }

    /**
     * Ends the process as {@code kill} does, and waits; {@link #start} starts another one on the same data.
     *
     * @return whether it ended by itself in time
     */
    boolean end() {
        return server.end();
    }

    /** Ends the process and starts another one on the same data. */
    public void restart() throws IOException {
        end();
        start();
    }

    List<String> arguments() {
        return arguments;
    }

    /** Returns the address at which it takes mail. */
    public InetSocketAddress smtp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), SMTP_PORT);
    }

    /** Returns the address of its page, with a slash at the end. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + HTTP_PORT + '/');
    }

    /** The lines of its log so far that contain a text. */
    List<String> logged(String text) throws IOException {
        try (Stream<String> lines = Files.lines(logFile)) {
            return lines.filter(line -> line.contains(text)).toList();
        }
    }

    Inbox inbox() {
        return new Inbox(HTTP_PORT);
    }

    /** Asks the server itself: its health, its metrics. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(page().resolve(path));
    }

    /** Asks for an address of the server, with pairs of a header field's name and value. */
    HttpResponse<String> get(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    ProcessHandle process() {
        return server.process();
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Returns the folder of the process's temporary files, the adapter's among them. */
    Path temporary() {
        return directory.resolve("tmp");
    }

    /** Stops the process and deletes its data: some tests store gigabytes. */
    @Override
    public void close() {
        server.close();
        log.close();
        try {
            deleteAll(data());
            deleteAll(temporary());
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
