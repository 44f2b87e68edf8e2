package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.control.Archives;
import org.smtpconnector.it.second.SecondInbox;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * A server with the resource adapter and an application without beans, through which others are deployed and undeployed.
 */
final class ControlledServer implements AutoCloseable {

    static final int SMTP_PORT = Ports.free();

    private static final int HTTP_PORT = Ports.free();
    private static final Path DIRECTORY = Path.of(System.getProperty("test.server.dir"));

    /** The folder of this process: another one may run tests at the same time. */
    private static final Path OWN = ownFolder();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private final MicroServer server;

    private final String name;

    ControlledServer() throws Exception {
        this("redeploy", List.of(), Map.of());
    }

    ControlledServer(String name, List<String> properties, Map<String, String> environment) throws Exception {
        this(adapter(), name, properties, environment);
    }

    /**
     * @param adapter its resource archive
     * @param name of its log
     * @param properties system properties, as {@code key=value}
     * @param environment added to this process's own
     */
    ControlledServer(Path adapter, String name, List<String> properties, Map<String, String> environment)
            throws Exception {
        this.name = name;
        List<String> jvmArguments = new ArrayList<>(List.of("-Xmx512m"));
        properties.forEach(property -> jvmArguments.add("-D" + property));
        Path control = export("control", ShrinkWrap.create(WebArchive.class).addPackage(Archives.class.getPackage()));
        server = MicroServer.start(new MicroServer.Setup(
                DIRECTORY.resolve("payara-micro.jar"),
                List.of(adapter, control),
                DIRECTORY.resolve("../test-classes").normalize(),
                Files.createDirectories(OWN.resolve("tmp")),
                HTTP_PORT,
                jvmArguments,
                environment,
                log::add));
        server.awaitReady(Pattern.compile("\"status\":(\"UP\")"));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.write(OWN.resolve(name + ".log"), log);
    }

    /** Returns the lines that the server has said until now; others may follow, on another thread. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Waits until the server has said a line with all of the texts: a deployment may return before its lines are read. */
    void awaitLine(String... texts) {
        await().untilAsserted(() ->
                assertThat(log()).anySatisfy(line -> assertThat(line).contains(texts)));
    }

    static Path adapter() {
        return DIRECTORY.resolve("smtp-connector.rar");
    }

    /** The archive that has BoringSSL; the server calls it as its file is called. */
    static Path nativeAdapter() {
        return DIRECTORY.resolve("native/smtp-connector.rar");
    }

    /** The application with a bean on the listener "second". */
    static Path second(String settings) {
        return application(
                "second", SecondInbox.class.getPackage(), "smtp.listener.second.port=" + SMTP_PORT + "\n" + settings);
    }

    /** An application of these classes, configured so. */
    static Path application(String name, Package classes, String properties) {
        return export(
                name,
                ShrinkWrap.create(WebArchive.class)
                        .addPackage(classes)
                        .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties"));
    }

    /** As {@link #second}, with a persistence unit on a data source. */
    static Path secondWithPersistence(String dataSource) {
        return export(
                "persistent",
                ShrinkWrap.create(WebArchive.class)
                        .addPackage(SecondInbox.class.getPackage())
                        .addAsResource(
                                new StringAsset("smtp.listener.second.port=" + SMTP_PORT + "\n"),
                                "META-INF/microprofile-config.properties")
                        .addAsResource(
                                new StringAsset(
                                        """
                                        <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                                            <persistence-unit name="unit">
                                                <jta-data-source>%s</jta-data-source>
                                            </persistence-unit>
                                        </persistence>
                                        """
                                                .formatted(dataSource)),
                                "META-INF/persistence.xml"));
    }

    private static Path ownFolder() {
        try {
            return Files.createDirectories(DIRECTORY.resolve("redeploy" + System.getProperty("test.fork", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path export(String name, WebArchive archive) {
        Path file = OWN.resolve(name + ".war");
        archive.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    /** Whether it is deployed afterwards. */
    boolean deploy(String name, Path archive) {
        return send(
                        "PUT",
                        "archives/" + name + "?file=" + URLEncoder.encode(archive.toString(), StandardCharsets.UTF_8))
                .equals("true");
    }

    void undeploy(String name) {
        send("DELETE", "archives/" + name);
    }

    /**
     * Waits until a class loader has been collected: for longer than a minute, since Payara's thread "RA Shutdown" has the loader of the
     * adapter, and ends after a minute without work.
     *
     * @param loader of the adapter or of the application
     */
    void awaitGone(String loader) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(send("GET", "remains/loaders/" + loader)).isEqualTo("false"));
    }

    /**
     * Returns the dialogue of a client that sends one message to the listener "second".
     *
     * @param afterEhlo lines of the dialogue between EHLO and MAIL
     */
    static List<Transcript> message(String afterEhlo) {
        return Transcript.parse(
                "redeploy",
                """
                === A message
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                %sC: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<second@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: redeployed
                C:
                C: Text
                C: .
                S: 250 2.0.0 *
                C: QUIT
                S: 221 *
                E:
                """
                        .formatted(afterEhlo));
    }

    String send(String method, String path) {
        return sendTo("control", method, path);
    }

    /** To an application's API. */
    String sendTo(String application, String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + HTTP_PORT + "/" + application + "/api/" + path);
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(method + " " + uri).isLessThan(300);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
