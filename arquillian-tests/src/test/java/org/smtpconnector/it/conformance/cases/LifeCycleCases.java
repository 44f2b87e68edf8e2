package org.smtpconnector.it.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.smtpconnector.it.conformance.run.Feature;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.testkit.TaskThreads;

/** Load, redeployment, and the end of the server, wanted or not. The last cases: they leave the server in another state. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class LifeCycleCases extends Cases {

    private static final int MESSAGES = 5_000;
    private static final int REDEPLOYMENTS = 5;
    private static final int CLIENTS = 4;

    @Test
    @Order(1)
    @Feature("5000-messages")
    void allMessagesOfALoadAreKept() throws Exception {
        Program.require("smtp-source", "postfix");
        Program.Result result = Program.run(
                Path.of("/dev/null"),
                List.of(
                        "smtp-source",
                        "-d",
                        "-s",
                        "8",
                        "-m",
                        String.valueOf(MESSAGES),
                        "-l",
                        "1024",
                        "-f",
                        "sender@example.org",
                        "-t",
                        "many@plain.example",
                        "127.0.0.1:" + server.port("default")));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(database().subjects("many")).hasSize(MESSAGES);
    }

    @Test
    @Order(2)
    @Feature("redeployed-5-times")
    void theApplicationCanBeDeployedAgainAndAgain() throws IOException {
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            server.undeploy(Application.NAME);
            assertThat(Clients.connects(listener("default"))).as("the port").isFalse();
            server.deploy(application());
            awaitGreeting();
            deliver("default", "redeployed", "ok@plain.example", "250 2.0.0");
        }
        assertThat(database().rows("redeployed")).hasSize(REDEPLOYMENTS);
    }

    /** Threads of pools keep the last that they ran, and drivers keep the stack of an exception: some copies stay, but they do not add up. */
    @Test
    @Order(3)
    @Feature("application-collected")
    void theClassesOfApplicationsThatHaveGoneDoNotAddUp() {
        await("the class loaders of the applications before")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Clients.classes(server.pid(), "org.smtpconnector.it.conformance.app.OutcomeInbox")
                        <= REDEPLOYMENTS / 2 + 1);
    }

    @Test
    @Order(4)
    @Feature("killed-under-load")
    void whatWasAcknowledgedBeforeAKillIsKept() throws Exception {
        List<Sender> senders = load();
        server.kill();
        awaitEnd(senders);
        server.start();
        awaitGreeting();

        assertAllKept(senders);
        deliver("default", "after-kill", "ok@plain.example", "250 2.0.0");
        assertThat(database().rows("after-kill")).containsExactly("ok");
    }

    @Test
    @Order(5)
    @Feature("stopped-under-load")
    void whatWasAcknowledgedBeforeAStopIsKept() throws Exception {
        List<Sender> senders = load();
        server.stop();
        awaitEnd(senders);
        assertAllKept(senders);
    }

    @Test
    @Order(6)
    @Feature("adapter-undeployed")
    void anAdapterThatHasGoneLeavesNoThreadAndNoPort() throws Exception {
        server.start();
        awaitGreeting();
        server.undeploy(Application.NAME);
        server.undeployAdapter();

        for (String listener : Application.LISTENERS) {
            assertThat(Clients.connects(listener(listener))).as(listener).isFalse();
        }
        await("the adapter's threads have ended")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Clients.stacks(server.pid())).doesNotContain("org.smtpconnector."));
    }

    private List<Sender> load() {
        List<Sender> senders = Stream.generate(() -> new Sender(listener("default")))
                .limit(CLIENTS)
                .toList();
        senders.forEach(TaskThreads.EACH::execute);
        await("each client has sent something").atMost(Duration.ofMinutes(1)).until(() -> senders.stream()
                .allMatch(sender -> sender.acknowledged().size() > 100));
        return senders;
    }

    private static void awaitEnd(List<Sender> senders) {
        await("the clients have ended").atMost(Duration.ofMinutes(1)).until(() -> senders.stream()
                .allMatch(Sender::hasEnded));
    }

    private void assertAllKept(List<Sender> senders) {
        List<String> kept = database().subjects("ok");
        for (Sender sender : senders) {
            assertThat(kept).containsAll(sender.acknowledged());
        }
    }
}
