package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.smtpconnector.it.second.SecondInbox;
import org.smtpconnector.testkit.SocketDialogue;

/**
 * Applications with a bean, and at last the adapter itself, come and go: the port is free again, no thread of ours is left, no
 * class loader stays; and what cannot be deployed says why. In a server without any other bean.
 */
@Tag("redeploy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedeployIT {

    private static final int SMTP_PORT = ControlledServer.SMTP_PORT;

    private static ControlledServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new ControlledServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    @Order(0)
    void anApplicationComesAndGoesAndLeavesNothing() throws Exception {
        Path second = second("");
        for (int round = 0; round < 3; round++) {
            assertThat(server.deploy("second", second)).isTrue();
            assertThat(server.send("GET", "remains/threads")).contains("EventLoop");
            deliver();

            server.undeploy("second");

            requireFree(SMTP_PORT);
            assertThat(server.send("GET", "remains/threads")).isEmpty();
        }
        server.awaitGone("application");
    }

    /** The server has created threads of its pool for this adapter, and they live on. */
    @Test
    @Order(1)
    void anAdapterForWhichThreadsWereCreatedGoesAndLeavesNoClassLoader() {
        server.undeploy("smtp-connector");
        assertThat(server.send("GET", "remains/threads")).isEmpty();
        server.awaitGone("adapter");

        assertThat(server.deploy("smtp-connector", ControlledServer.adapter())).isTrue();
    }

    /** The server looks for a class in resource adapters first: an application that has a Netty would get that of ours. */
    @Test
    @Order(2)
    void anApplicationSeesTheInterfaceAndNoNettyThatItHasNotBrought() {
        assertThat(server.send("GET", "remains/classes/org.smtpconnector.api.SmtpMessageListener"))
                .isEqualTo("true");
        assertThat(server.send("GET", "remains/classes/io.netty.channel.Channel"))
                .isEqualTo("false");
    }

    @Test
    @Order(3)
    void allThatIsWrongInTheConfigurationFailsTheDeployment() throws Exception {
        Path second = second(
                """
                smtp.listener.second.max-connections=none
                smtp.listener.second.max-message-size=25MB
                smtp.timeout.command=5 minutes
                """);

        assertThat(server.deploy("second", second)).isFalse();
        server.awaitLine(
                "smtp.listener.second.max-connections = none: expected a whole number",
                "smtp.listener.second.max-message-size = 25MB: expected a size",
                "smtp.timeout.command = 5 minutes: expected an ISO 8601 duration");
    }

    @Test
    @Order(4)
    void aPortInUseFailsTheDeployment() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), SMTP_PORT));
            assertThat(server.deploy("second", second(""))).isFalse();
        }
        server.awaitLine("smtp.listener.second.port: " + SMTP_PORT + " on 127.0.0.1 is already in use");
        assertThat(server.send("GET", "remains/threads")).isEmpty();
    }

    @Test
    @Order(5)
    void applicationsThatDisagreeAboutAListenerCannotBothBeDeployed() throws Exception {
        Path one = second("");
        assertThat(server.deploy("second", one)).isTrue();
        Path other = second("smtp.max-connections=7\n");

        assertThat(server.deploy("third", other)).isFalse();
        server.awaitLine("smtp.listener.second.max-connections is 1000 and 7: expected the same from "
                + beanOf("second") + " and " + beanOf("third"));
        deliver(); // the first one is not harmed
        server.undeploy("second");
    }

    /** Bean and application, by the name of the activation that Payara gives. */
    private static String beanOf(String application) {
        String bean = SecondInbox.class.getName();
        return bean + " (domain1_server_" + application + "_" + application + "_" + bean + ")";
    }

    @Test
    @Order(6)
    void applicationsThatAgreeShareAListenerAndTheLastOneCloses() throws Exception {
        assertThat(server.deploy("second", second(""))).isTrue();
        assertThat(server.deploy("third", second(""))).isTrue();
        // The bean of the second application gets mail a moment after its deployment; the first one's never waits for
        // that.
        await().untilAsserted(() -> assertThat(storedByOneDelivery()).isEqualTo(2));

        server.undeploy("second");
        assertThat(storedByOneDelivery()).isEqualTo(1);

        server.undeploy("third");
        requireFree(SMTP_PORT);
    }

    /** The other name of the same data source has no such fault. */
    @Test
    @Order(7)
    void aPersistenceUnitThatLosesRowsOnThisServerIsWarnedOf() throws Exception {
        String warning = "names java:comp/DefaultDataSource";
        assertThat(server.deploy("second", ControlledServer.secondWithPersistence("jdbc/__default")))
                .isTrue();
        server.undeploy("second");
        assertThat(server.log()).noneSatisfy(line -> assertThat(line).contains(warning));

        assertThat(server.deploy("second", ControlledServer.secondWithPersistence("java:comp/DefaultDataSource")))
                .isTrue();
        server.undeploy("second");
        server.awaitLine(warning, SecondInbox.class.getName());
    }

    private static long storedByOneDelivery() {
        long before = redeployed();
        deliver();
        return redeployed() - before;
    }

    /** Returns the number of messages that this class has stored. */
    private static long redeployed() {
        return server.send("GET", "stored").lines().filter("redeployed"::equals).count();
    }

    @Test
    @Order(8)
    void whatIsAcknowledgedWhileTheApplicationIsRedeployedIsStoredOnce() throws Exception {
        new RedeployLoad().run(server);
    }

    @Test
    @Order(9)
    void theAdapterItselfGoesAndLeavesNoThread() throws Exception {
        server.undeploy("smtp-connector");

        assertThat(server.send("GET", "remains/threads")).isEmpty();
    }

    /** The first of the two may stay: Payara does not cancel the timer of a bean's pool when the deployment has failed. */
    @Test
    @Order(10)
    void theAdapterComesAgainAndLeavesNoClassLoader() throws Exception {
        assertThat(server.deploy("smtp-connector", ControlledServer.adapter())).isTrue();
        assertThat(server.deploy("second", second(""))).isTrue();
        deliver();

        server.undeploy("second");
        server.undeploy("smtp-connector");

        assertThat(server.send("GET", "remains/threads")).isEmpty();
        server.awaitGone("adapter");
    }

    private static void deliver() {
        ControlledServer.message("")
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
        return ControlledServer.second(settings);
    }
}
