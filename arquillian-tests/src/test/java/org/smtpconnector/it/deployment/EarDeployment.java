package org.smtpconnector.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.conformance.server.ServerKind;
import org.smtpconnector.it.deployment.app.KeepingInbox;
import org.smtpconnector.it.deployment.store.KeptMails;
import org.smtpconnector.it.inbox.SmtpConnection;

/** The adapter inside an EAR, with an application whose data access is in a library of the EAR. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class EarDeployment {

    static final String NAME = "mail";

    static final String RECIPIENT = "b@example.org";

    private static final String BEANS =
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"" + " bean-discovery-mode=\"all\"/>";

    final JakartaServer server;

    EarDeployment(ServerKind kind) {
        server = kind.server();
    }

    /** Adds the descriptors that the server needs for an adapter in the same EAR. */
    abstract void adapt(EnterpriseArchive ear, WebArchive war);

    /** Returns the name of a data source that the server has from the beginning. */
    abstract String dataSource();

    @BeforeAll
    void start() throws IOException {
        server.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** JBoss AS once lost the adapter when its EAR was deployed a second time (AS7-5471). */
    @Test
    @Order(1)
    void anEarWithTheAdapterCanBeDeployedAgainAndAgain() {
        Path ear = ear();
        for (int round = 0; round < 5; round++) {
            server.deploy(ear);
            awaitGreeting();
            assertThat(deliver("round " + round)).startsWith("250 2.0.0");
            assertThat(kept()).contains("round " + round);

            server.undeploy(NAME);

            assertThat(isBound()).isFalse();
        }
    }

    private Path ear() {
        JavaArchive store = ShrinkWrap.create(JavaArchive.class, "store.jar")
                .addPackage(KeptMails.class.getPackage())
                .addAsManifestResource(new StringAsset(BEANS), "beans.xml")
                // Payara Server does not see the file of a WAR that is in an EAR.
                .addAsManifestResource(
                        new StringAsset("smtp.listener.kept.port=" + server.port("kept") + "\n"),
                        "microprofile-config.properties")
                .addAsManifestResource(
                        new StringAsset(
                                """
                                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                                    <persistence-unit name="kept">
                                        <jta-data-source>%s</jta-data-source>
                                        <properties>
                                            <property name="jakarta.persistence.schema-generation.database.action"
                                                      value="drop-and-create"/>
                                        </properties>
                                    </persistence-unit>
                                </persistence>
                                """
                                        .formatted(dataSource())),
                        "persistence.xml");
        WebArchive war = ShrinkWrap.create(WebArchive.class, "web.war")
                .addPackage(KeepingInbox.class.getPackage())
                .addAsWebInfResource(new StringAsset(BEANS), "beans.xml");
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class)
                .addAsLibrary(store)
                .setApplicationXML(
                        new StringAsset(
                                """
                                <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
                                    <initialize-in-order>true</initialize-in-order>
                                    <module><connector>smtp-connector.rar</connector></module>
                                    <module><web><web-uri>web.war</web-uri><context-root>mail</context-root></web></module>
                                </application>
                                """))
                .addAsModule(Path.of(System.getProperty("test.server.dir"), "smtp-connector.rar")
                        .toFile());
        adapt(ear, war);
        ear.addAsModule(war);
        Path file = Path.of(System.getProperty("test.servers.dir"), server.name(), NAME + ".ear");
        ear.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    final Path deployEar() {
        Path ear = ear();
        server.deploy(ear);
        awaitGreeting();
        return ear;
    }

    final InetSocketAddress listener() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port("kept"));
    }

    final boolean isBound() {
        try (Socket socket = new Socket()) {
            socket.connect(listener(), 10_000);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void awaitGreeting() {
        await("a greeting").atMost(Duration.ofMinutes(1)).until(() -> {
            try (SmtpConnection connection = new SmtpConnection(listener())) {
                connection.command("250", "NOOP");
                return true;
            } catch (IOException | AssertionError e) {
                return false;
            }
        });
    }

    final String deliver(String subject) {
        try (SmtpConnection connection = new SmtpConnection(listener())) {
            return connection.deliver(subject, RECIPIENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final List<String> kept() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.page("/mail/kept")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
