package org.smtpconnector.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.server.ServerKind;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.testkit.TaskThreads;

/** On WildFly. */
class WildFlyDeploymentIT extends EarDeployment {

    private static final int CLIENTS = 4;
    private static final int SUSPENSIONS = 3;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean clientsEnd;

    WildFlyDeploymentIT() {
        super(ServerKind.WILDFLY_39);
    }

    @Override
    void adapt(EnterpriseArchive ear, WebArchive war) {
        war.addAsWebInfResource(
                new StringAsset(
                        """
                        <jboss:ejb-jar xmlns:jboss="urn:jboss:jakartaee:1.0" xmlns="https://jakarta.ee/xml/ns/jakartaee"
                                       xmlns:r="urn:resource-adapter-binding:2.0" version="4.0">
                            <assembly-descriptor>
                                <r:resource-adapter-binding>
                                    <ejb-name>*</ejb-name>
                                    <r:resource-adapter-name>#smtp-connector.rar</r:resource-adapter-name>
                                </r:resource-adapter-binding>
                            </assembly-descriptor>
                        </jboss:ejb-jar>
                        """),
                "jboss-ejb3.xml");
        // The file of that name in the archive of the adapter is read only if the archive is deployed by itself.
        ear.addAsManifestResource(
                new StringAsset(
                        """
                        <jboss-deployment-structure xmlns="urn:jboss:deployment-structure:1.3">
                            <ear-subdeployments-isolated>false</ear-subdeployments-isolated>
                            <sub-deployment name="smtp-connector.rar">
                                <dependencies>
                                    <module name="jdk.jfr"/>
                                    <module name="jdk.unsupported"/>
                                </dependencies>
                            </sub-deployment>
                        </jboss-deployment-structure>
                        """),
                "jboss-deployment-structure.xml");
    }

    @Override
    String dataSource() {
        return "java:jboss/datasources/ExampleDS";
    }

    @Test
    @Order(2)
    void anActivationPropertyThatNobodyKnowsIsNamedInTheLog() {
        deployEar();
        server.awaitLine("WFLYEJB0006", "endpointPoolMaxSize");
    }

    /** A server that is suspended deactivates the beans, and activates the same ones again later (WFLY-7790). */
    @Test
    @Order(3)
    void whatIsAcknowledgedWhileTheServerIsSuspendedAndResumedIsKeptOnce() throws Exception {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "client " + i + " message ";
            clients.add(CompletableFuture.runAsync(() -> sendUntilEnd(name), TaskThreads.EACH));
        }
        for (int i = 0; i < SUSPENSIONS; i++) {
            awaitProgress();
            manage(":suspend(suspend-timeout=30)");
            assertThat(isBound()).isFalse();
            manage(":resume");
        }
        awaitProgress();
        clientsEnd = true;
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();

        assertThat(kept()).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private void awaitProgress() {
        int before = acknowledged.size();
        await("more messages").atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > before + 100);
    }

    private void sendUntilEnd(String name) {
        int number = 0;
        while (!clientsEnd) {
            try (SmtpConnection connection = new SmtpConnection(listener())) {
                String reply = "250";
                while (!clientsEnd && reply.startsWith("250")) {
                    String subject = name + number++;
                    reply = connection.deliver(subject, RECIPIENT);
                    if (reply.startsWith("250")) {
                        acknowledged.add(subject);
                    }
                }
            } catch (IOException | AssertionError e) {
                Thread.onSpinWait(); // suspended, before or instead of a greeting: the client tries again
            }
        }
    }

    private void manage(String command) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("test.servers.dir"), server.name(), "home");
        Program.Result result = Program.run(
                Path.of("/dev/null"),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        home.resolve("bin/client/jboss-cli-client.jar").toString(),
                        "--connect",
                        "--controller=127.0.0.1:" + server.port("admin"),
                        "--command=" + command));
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("success");
    }
}
