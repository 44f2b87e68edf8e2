package org.smtpconnector.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.empty.EmptyInbox;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.SmtpConnection;

/** The ways to deploy adapter and application on Payara Micro, besides those of the other tests (Payara's issue 3830). */
class MicroDeploymentIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final int port = Ports.free();
    private Path applications;
    private Process server;

    /** Puts both archives into a folder. The application's name comes before that of the adapter, which is none that we give. */
    @BeforeEach
    void putArchivesIntoAFolder() throws IOException {
        applications = Files.createDirectory(folder.resolve("applications"));
        Files.copy(adapter(), applications.resolve("mail-adapter_2.rar"));
        ShrinkWrap.create(WebArchive.class)
                .addPackage(EmptyInbox.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(
                        new StringAsset("smtp.listener.default.port=" + port + "\n"),
                        "META-INF/microprofile-config.properties")
                .as(ZipExporter.class)
                .exportTo(applications.resolve("a.war").toFile());
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(1, TimeUnit.MINUTES)) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void theServerDeploysTheAdapterOfAFolderFirst() throws IOException {
        start(micro(), "--deploymentDir", applications.toString());
        assertThat(deliver()).startsWith("250 2.0.0");
    }

    @Test
    void anAdapterMayHaveAnyName() throws IOException {
        start(micro(), "--deploy", rar().toString(), "--deploy", war().toString());
        assertThat(deliver()).startsWith("250 2.0.0");
    }

    @Test
    void bothCanBePackedIntoAnUberJar() throws Exception {
        Path uber = folder.resolve("uber.jar");
        start(micro(), "--deploy", rar().toString(), "--deploy", war().toString(), "--outputUberJar", uber.toString());
        assertThat(server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        start(uber);
        assertThat(deliver()).startsWith("250 2.0.0");
    }

    private Path rar() {
        return applications.resolve("mail-adapter_2.rar");
    }

    private Path war() {
        return applications.resolve("a.war");
    }

    private static Path adapter() {
        return Path.of(System.getProperty("test.server.dir"), "smtp-connector.rar");
    }

    private static Path micro() {
        return Path.of(System.getProperty("payara.microJar"));
    }

    private void start(Path jar, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + folder,
                "-jar",
                jar.toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                String.valueOf(Ports.free()),
                "--prebootcommandfile",
                Path.of(System.getProperty("test.resources.dir"), "pre-boot.txt")
                        .toString()));
        command.addAll(List.of(arguments));
        server = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
    }

    /** Returns the reply to a message, sent as soon as the listener greets. */
    private String deliver() throws IOException {
        InetSocketAddress listener = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        await("a greeting")
                .atMost(LIMIT)
                .failFast("The server has ended", () -> !server.isAlive())
                .until(() -> {
                    try (SmtpConnection connection = new SmtpConnection(listener)) {
                        connection.command("250", "NOOP");
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
        try (SmtpConnection connection = new SmtpConnection(listener)) {
            return connection.deliver("hello", "you@example.org");
        }
    }
}
