package org.smtpconnector.it.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.TaskThreads;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * The boot of a server with two applications. Each has a start-up singleton that takes its time: no client is greeted before the
 * singleton has returned, and none at all if the singleton fails.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootIT {

    private static final int FAILING_PORT = Integer.getInteger("test.boot.smtp.port");
    private static final int SLOW_PORT = Integer.getInteger("test.boot.slow.port");
    private static final Path DIRECTORY = Path.of(System.getProperty("test.server.dir"));
    private static final Duration BOOT = Duration.ofMinutes(3);

    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

    private static MicroServer server;

    /** The text that a client of the failing application receives until its connection ends. */
    private static CompletableFuture<String> clientOfFailing;

    @BeforeAll
    static void boot() throws IOException {
        Files.createDirectories(DIRECTORY);
        server = MicroServer.start(new MicroServer.Setup(
                DIRECTORY.resolve("payara-micro.jar"),
                // This server does not start the applications behind one that fails.
                List.of(DIRECTORY.resolve("smtp-connector.rar"), slow(), failing()),
                DIRECTORY.resolve("../test-classes").normalize(),
                DIRECTORY.resolve("boot-tmp"),
                Integer.getInteger("test.boot.http.port"),
                List.of("-Xmx512m"),
                Map.of(),
                LOG::add));
        clientOfFailing = CompletableFuture.supplyAsync(() -> hearAll(connect(FAILING_PORT)), TaskThreads.EACH);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        Files.write(DIRECTORY.resolve("boot.log"), LOG);
    }

    @Test
    @Order(1)
    void nobodyIsGreetedBeforeASingletonHasReturned() throws IOException {
        try (Socket client = connect(SLOW_PORT)) {
            assertThat(heard("slow")).isEqualTo(StartupClient.NOTHING);
            client.setSoTimeout((int) BOOT.toMillis());
            assertThat(client.getInputStream().read()).isEqualTo('2'); // a client that came too early has only waited
        }
        Transcript.parse(
                        "boot",
                        """
                        === A message
                        S: 220 *
                        C: EHLO client.example
                        S: 250 ...
                        C: MAIL FROM:<sender@example.org>
                        S: 250 *
                        C: RCPT TO:<slow@example.org>
                        S: 250 *
                        C: DATA
                        S: 354 *
                        C: Text
                        C: .
                        S: 250 2.0.0 *
                        C: QUIT
                        S: 221 *
                        E:
                        """)
                .forEach(dialogue -> SocketDialogue.run(dialogue, address(SLOW_PORT), Duration.ofSeconds(30)));
    }

    @Test
    @Order(2)
    void whereASingletonFailsNobodyIsGreetedAndThePortIsFreed() throws Exception {
        assertThat(heard("failing")).isEqualTo(StartupClient.NOTHING);
        assertThat(clientOfFailing.get(BOOT.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        await().atMost(BOOT).until(() -> !isBound(FAILING_PORT));
    }

    /** Returns an application that is a JAR with enterprise beans. */
    private static Path failing() throws IOException {
        return export(
                "failing",
                ".jar",
                ShrinkWrap.create(JavaArchive.class)
                        .addClasses(FailingInbox.class, StartupClient.class)
                        .addAsResource(listener("failing", FAILING_PORT), "META-INF/microprofile-config.properties")
                        .addAsResource(singleton("failing", FAILING_PORT), "boot.properties"));
    }

    private static Path slow() throws IOException {
        return export(
                "slow",
                ".war",
                ShrinkWrap.create(WebArchive.class)
                        .addClasses(SlowInbox.class, StartupClient.class)
                        .addAsResource(listener("slow", SLOW_PORT), "META-INF/microprofile-config.properties")
                        .addAsResource(singleton("slow", SLOW_PORT), "boot.properties"));
    }

    private static StringAsset listener(String name, int port) {
        return new StringAsset("smtp.listener." + name + ".port=" + port + "\n");
    }

    private static StringAsset singleton(String name, int port) {
        return new StringAsset(
                "port=" + port + "\nheard=" + heardFile(name) + "\nfails=" + name.equals("failing") + "\n");
    }

    private static Path export(String name, String suffix, Archive<?> archive) throws IOException {
        Files.deleteIfExists(heardFile(name));
        Path file = DIRECTORY.resolve(name + suffix);
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    private static Path heardFile(String name) {
        return DIRECTORY.resolve("boot-heard-" + name + ".txt");
    }

    /** Returns what the singleton received before it returned or failed. */
    private static String heard(String name) throws IOException {
        await().atMost(BOOT).until(() -> Files.exists(heardFile(name)) && Files.size(heardFile(name)) > 0);
        return Files.readString(heardFile(name));
    }

    /** Returns a connection that is made as soon as the port is bound. */
    private static Socket connect(int port) {
        return await().atMost(BOOT)
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .until(() -> new Socket(InetAddress.getLoopbackAddress(), port), Socket::isConnected);
    }

    private static boolean isBound(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), 1000);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns all that arrives until the connection is closed or reset. */
    private static String hearAll(Socket connected) {
        StringBuilder heard = new StringBuilder();
        try (Socket socket = connected;
                InputStream stream = socket.getInputStream()) {
            for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
                heard.append(new String(new byte[] {(byte) octet}, StandardCharsets.US_ASCII));
            }
        } catch (SocketException e) {
            return heard.toString(); // a reset: the port was closed with the connection in the queue
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return heard.toString();
    }
}
