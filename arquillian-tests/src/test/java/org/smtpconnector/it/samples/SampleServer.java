package org.smtpconnector.it.samples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.testkit.server.MicroServer;

/** A Payara Micro with the adapter and some archives, in a folder of its own. */
public final class SampleServer implements AutoCloseable {

    private static final Path SERVER = Path.of(System.getProperty("test.server.dir"));
    private static final Path SAMPLES = Path.of(System.getProperty("test.samples.dir"));
    private static final int HTTP_PORT = Integer.getInteger("test.sample.http.port");
    private static final int SMTP_PORT = Integer.getInteger("test.sample.smtp.port");
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration UP = Duration.ofMinutes(1);

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** Held for each line that is read, and while none shall be. */
    private final Semaphore reading = new Semaphore(1);

    private final MicroServer server;
    private final int smtpPort;
    private final int httpPort;

    private SampleServer(MicroServer.Setup setup, int smtpPort) throws IOException {
        this.httpPort = setup.httpPort();
        this.smtpPort = smtpPort;
        this.server = MicroServer.start(new MicroServer.Setup(
                setup.serverJar(),
                setup.archives(),
                setup.resources(),
                setup.directory(),
                setup.httpPort(),
                setup.jvmArguments(),
                setup.environment(),
                this::read));
    }

    /** Starts a server and waits until it takes mail. */
    public static SampleServer start(Path folder, List<Path> archives, String... jvmArguments)
            throws IOException, InterruptedException {
        return start(folder, archives, HTTP_PORT, SMTP_PORT, jvmArguments);
    }

    /** Starts one of several servers and waits until it takes mail. */
    public static SampleServer start(
            Path folder, List<Path> archives, int httpPort, int smtpPort, String... jvmArguments)
            throws IOException, InterruptedException {
        List<Path> all = new ArrayList<>(List.of(SERVER.resolve("smtp-connector.rar")));
        all.addAll(archives);
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m", "-Dsmtp.listener.default.port=" + smtpPort));
        arguments.addAll(List.of(jvmArguments));
        SampleServer server = new SampleServer(
                new MicroServer.Setup(
                        SERVER.resolve("payara-micro.jar"),
                        all,
                        Path.of(System.getProperty("test.inbox.resources")),
                        Files.createDirectories(folder.toAbsolutePath()),
                        httpPort,
                        arguments,
                        Map.of(),
                        line -> {}),
                smtpPort);
        try {
            server.server.awaitDeployed();
            server.line("accepts mail on");
        } catch (RuntimeException | InterruptedException e) {
            server.close();
            throw new IllegalStateException(e.getMessage() + "\n" + String.join("\n", server.lines), e);
        }
        return server;
    }

    /** The archive of a sample, as it is built: {@code hello.jar}. */
    public static Path archive(String name) {
        return SAMPLES.resolve(name);
    }

    /** Opens a connection that has said EHLO. */
    public SmtpConnection connect() throws IOException {
        return new SmtpConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), smtpPort));
    }

    /** Sends a message in a connection of its own and returns the reply to it. */
    public String deliver(String subject, String recipient) throws IOException {
        try (SmtpConnection connection = connect()) {
            return connection.deliver(subject, recipient);
        }
    }

    /**
     * Sends messages, as a client does that tries again, until one is taken, and returns the last reply. A pool of the server's may hold
     * connections that the other side has closed: each is found by one delivery.
     */
    public String deliverUntilTaken(String subject, String recipient) throws IOException {
        String reply = "";
        for (int i = 0; i < MOST_ATTEMPTS && !reply.startsWith("250"); i++) {
            reply = deliver(subject, recipient);
        }
        return reply;
    }

    /** Asks for a path of the server. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + httpPort + path);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Waits for a line of the server's output that contains a text, and returns it. */
    public String line(String text) {
        return await().atMost(UP)
                .until(() -> lines.stream().filter(line -> line.contains(text)).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Returns what the server has said so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void read(String line) {
        reading.acquireUninterruptibly();
        lines.add(line);
        reading.release();
    }

    /** Leaves what the server says where it is, as a pipe does whose reader hangs; when the pipe is full, the server waits. */
    public void stopReading() {
        reading.acquireUninterruptibly();
    }

    /** Reads on. */
    public void readOn() {
        reading.release();
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        server.kill();
    }

    @Override
    public void close() {
        readOn(); // a test may have failed meanwhile, and a server whose output is full does not end
        server.close();
    }
}
