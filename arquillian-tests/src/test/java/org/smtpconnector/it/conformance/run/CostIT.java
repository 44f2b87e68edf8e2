package org.smtpconnector.it.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.it.conformance.cases.Cases;
import org.smtpconnector.it.conformance.empty.EmptyInbox;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.conformance.server.ServerKind;
import org.smtpconnector.it.inbox.Program;

/**
 * Measures what a message costs on each server if its bean does nothing, after a warm-up of the same size. Not in CI: {@code ./mvnw verify -pl
 * arquillian-tests -am -Dit.test=CostIT -Dmeasure=true} writes {@code target/conformance/cost.md}; {@code -Dserver=wildfly} measures one
 * server.
 */
@Tag("conformance")
@EnabledIfSystemProperty(named = "measure", matches = "true")
class CostIT {

    private static final int MESSAGES = 20_000;
    private static final int CONNECTIONS = 20;
    private static final int OCTETS = 1024;

    static Stream<ServerKind> servers() {
        return Stream.of(ServerKind.values())
                .filter(server -> server.isSelected() && server.missing().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anEmptyBean(ServerKind kind) throws Exception {
        Program.require("smtp-source", "postfix");
        try (JakartaServer server = kind.server()) {
            server.start();
            server.deployAdapter();
            server.deploy(ShrinkWrap.create(WebArchive.class, "empty.war")
                    .addPackage(EmptyInbox.class.getPackage())
                    .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                    .setWebXML(new StringAsset(
                            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"></web-app>"))
                    .addAsResource(
                            new StringAsset("smtp.max-messages-per-connection=unlimited\nsmtp.listener.default.port="
                                    + server.port("default") + '\n'),
                            "META-INF/microprofile-config.properties"));
            Cases.awaitGreeting(server, "default");

            send(server.port("default"));
            Duration cpuBefore = cpu(server);
            long begin = System.nanoTime();
            send(server.port("default"));
            Duration time = Duration.ofNanos(System.nanoTime() - begin);

            write(kind, time, cpu(server).minus(cpuBefore));
        }
    }

    private static void send(int port) throws Exception {
        Program.Result result = Program.run(
                Path.of("/dev/null"),
                List.of(
                        "smtp-source",
                        "-d",
                        "-s",
                        String.valueOf(CONNECTIONS),
                        "-m",
                        String.valueOf(MESSAGES),
                        "-l",
                        String.valueOf(OCTETS),
                        "-f",
                        "sender@example.org",
                        "-t",
                        "recipient@example.org",
                        "127.0.0.1:" + port));
        assertThat(result.status()).as(result.output()).isZero();
    }

    private static Duration cpu(JakartaServer server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private static void write(ServerKind server, Duration time, Duration cpu) throws Exception {
        Path file = Path.of(System.getProperty("test.conformance.dir"), "cost.md");
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            Files.writeString(
                    file, "| server | Java | messages/s | CPU per message, µs |\n| --- | --- | ---: | ---: |\n");
        }
        Files.writeString(
                file,
                String.format(
                        "| %s | %d | %.0f | %.0f |%n",
                        server.title(),
                        server.javaVersion(),
                        MESSAGES * 1e9 / time.toNanos(),
                        cpu.toNanos() / 1e3 / MESSAGES),
                StandardOpenOption.APPEND);
    }
}
