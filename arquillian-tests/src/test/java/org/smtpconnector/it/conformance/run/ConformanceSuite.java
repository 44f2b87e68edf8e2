package org.smtpconnector.it.conformance.run;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smtpconnector.it.conformance.app.SmokeInbox;
import org.smtpconnector.it.conformance.cases.SmokeCases;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.conformance.server.ServerKind;

/** All cases, on one server with the adapter and the test application. */
@Tag("conformance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ConformanceExtension.class)
public abstract class ConformanceSuite {

    private static final List<String> LISTENERS = List.of("default");

    private final ServerKind kind = getClass().getAnnotation(RunsOn.class).value();
    private final JakartaServer server = kind.server();
    private final Results results = new Results();

    @Nested
    class Smoke extends SmokeCases {}

    @BeforeAll
    void start() throws IOException {
        LISTENERS.forEach(listener -> server.property("smtp.listener." + listener + ".port", server.port(listener)));
        server.property("smtpconnector.test.status", server.statusName());
        long begin = System.nanoTime();
        server.start();
        long started = System.nanoTime();
        results.addTime("start", Duration.ofNanos(started - begin));
        server.deployAdapter();
        server.deploy(ShrinkWrap.create(WebArchive.class, "test.war")
                .addPackage(SmokeInbox.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
        LISTENERS.forEach(this::awaitGreeting);
        results.addTime("deployment", Duration.ofNanos(System.nanoTime() - started));
    }

    private void awaitGreeting(String listener) {
        await("The greeting of " + listener + " on " + server.name())
                .atMost(Duration.ofMinutes(1))
                .until(() -> greeting(server.port(listener)), line -> line.startsWith("220"));
    }

    private static String greeting(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterAll
    void stop() throws IOException {
        results.write(kind);
        server.close();
    }

    JakartaServer server() {
        return server;
    }

    Results results() {
        return results;
    }
}
