package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.smtpconnector.it.control.Archives;
import org.smtpconnector.it.second.SecondInbox;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * Applications with a bean, and at last the adapter itself, come and go: the port is free again, no thread of ours is left, no
 * class loader of an application stays; and what cannot be deployed says why. In a server without any other bean.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployIT {

    private static final Path DIRECTORY = Path.of(System.getProperty("test.server.dir"));
    private static final int HTTP_PORT = Integer.getInteger("test.redeploy.http.port");
    private static final int SMTP_PORT = Integer.getInteger("test.redeploy.smtp.port");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

    private static MicroServer server;

    @BeforeAll
    static void start() throws Exception {
        Path control = export("control", ShrinkWrap.create(WebArchive.class).addPackage(Archives.class.getPackage()));
        server = MicroServer.start(new MicroServer.Setup(
                DIRECTORY.resolve("payara-micro.jar"),
                List.of(DIRECTORY.resolve("smtp-connector.rar"), control),
                DIRECTORY.resolve("../test-classes").normalize(),
                DIRECTORY.resolve("redeploy-tmp"),
                HTTP_PORT,
                List.of("-Xmx512m"),
                Map.of(),
                LOG::add));
        server.awaitReady(Pattern.compile("\"status\":(\"UP\")"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        Files.write(DIRECTORY.resolve("redeploy.log"), LOG);
    }

    @Test
    @Order(1)
    void anApplicationComesAndGoesAndLeavesNothing() throws Exception {
        Path second = second("");
        for (int round = 0; round < 3; round++) {
            assertThat(send("PUT", "archives/second?file=" + encoded(second))).isEqualTo("true");
            assertThat(send("GET", "remains/threads")).contains("EventLoop");
            deliver();

            send("DELETE", "archives/second");

            requireFree(SMTP_PORT);
            assertThat(send("GET", "remains/threads")).isEmpty();
        }
        // fills.
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(send("GET", "remains/loaders/application")).isEqualTo("false"));
    }

    @Test
    @Order(2)
    void allThatIsWrongInTheConfigurationFailsTheDeployment() throws Exception {
        Path second = second(
                """
                smtp.listener.second.max-connections=none
                smtp.listener.second.max-message-size=25MB
                smtp.timeout.command=5 minutes
                """);

        assertThat(send("PUT", "archives/second?file=" + encoded(second))).isEqualTo("false");
        assertThat(LOG).anySatisfy(line -> assertThat(line)
                .contains("smtp.listener.second.max-connections = none: expected a whole number")
                .contains("smtp.listener.second.max-message-size = 25MB: expected a size")
                .contains("smtp.timeout.command = 5 minutes: expected an ISO 8601 duration"));
    }

    @Test
    @Order(3)
    void aPortInUseFailsTheDeployment() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), SMTP_PORT));
            assertThat(send("PUT", "archives/second?file=" + encoded(second(""))))
                    .isEqualTo("false");
        }
        assertThat(LOG).anySatisfy(line -> assertThat(line)
                .contains("smtp.listener.second.port: " + SMTP_PORT + " on 127.0.0.1 is already in use"));
        assertThat(send("GET", "remains/threads")).isEmpty();
    }

    @Test
    @Order(4)
    void applicationsThatDisagreeAboutAListenerCannotBothBeDeployed() throws Exception {
        Path one = second("");
        assertThat(send("PUT", "archives/second?file=" + encoded(one))).isEqualTo("true");
        Path other = second("smtp.max-connections=7\n");

        assertThat(send("PUT", "archives/third?file=" + encoded(other))).isEqualTo("false");
        assertThat(LOG).anySatisfy(line -> assertThat(line)
                .contains("smtp.listener.second.max-connections is 1000 and 7: expected the same from")
                .contains(SecondInbox.class.getName()));
        deliver(); // the first one is not harmed
        send("DELETE", "archives/second");
    }

    @Test
    @Order(5)
    void theAdapterItselfGoesAndLeavesNoThread() throws Exception {
        send("DELETE", "archives/smtp-connector");

        assertThat(send("GET", "remains/threads")).isEmpty();
    }

    private static void deliver() {
        Transcript.parse(
                        "redeploy",
                        """
                        === A message
                        S: 220 *
                        C: EHLO client.example
                        S: 250 ...
                        C: MAIL FROM:<sender@example.org>
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
                        """)
                .forEach(dialogue -> SocketDialogue.run(
                        dialogue,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), SMTP_PORT),
                        Duration.ofSeconds(30)));
    }

    private static void requireFree(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            throw new AssertionError("Somebody still listens on port " + port);
        } catch (ConnectException e) {
            // nobody does
        }
        try (ServerSocket free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static Path second(String settings) {
        return export(
                "second",
                ShrinkWrap.create(WebArchive.class)
                        .addPackage(SecondInbox.class.getPackage())
                        .addAsResource(
                                new StringAsset("smtp.listener.second.port=" + SMTP_PORT + "\n" + settings),
                                "META-INF/microprofile-config.properties"));
    }

    private static Path export(String name, WebArchive archive) {
        Path file = DIRECTORY.resolve(name + ".war");
        archive.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    private static String encoded(Path file) {
        return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
    }

    private static String send(String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + HTTP_PORT + "/control/api/" + path);
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
