package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessageListener;

/** An application that starts slowly, on a listener that takes mail for another one. */
class SecondApplicationTest {

    private final Deployment deployment = new Deployment().set("max-processings", "1");
    private final CountDownLatch started = new CountDownLatch(1);
    private final SmtpMessageListener bean = message -> {};

    @AfterEach
    void stop() {
        started.countDown();
        deployment.close();
    }

    /** Activates a bean whose application does not start before the test says so. */
    private FaultyEndpoints activateStarting() throws Exception {
        FaultyEndpoints starting = new FaultyEndpoints(deployment.calls, () -> bean);
        starting.beforeCreate = () -> {
            try {
                started.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        return deployment.activate(starting, "*@second.example", 0);
    }

    @Test
    void anApplicationThatFailsToStartKeepsTheListenerOfTheOthersClosedNoLonger() throws Exception {
        FaultyEndpoints starting = activateStarting();
        deployment.activate(() -> bean, "*@first.example", 0);
        await().until(() -> deployment.count("release") == 1); // the other application has started
        assertThat(deployment.status().accepting()).isFalse();

        deployment.undeploy(starting);
        await().until(() -> deployment.status().accepting());
        try (Client client = deployment.connect()) {
            client.hello().message("a@first.example", "250");
        }
    }

    @Test
    void aBeanWhoseApplicationHasNotStartedKeepsNoOtherMailWaitingAndRefusesNoneForGood() throws Exception {
        deployment.activate(() -> bean, "*@first.example", 0);
        await().until(() -> deployment.status().accepting());
        activateStarting();

        try (Client client = deployment.connect()) {
            client.hello().say("MAIL FROM:<>", "250").say("RCPT TO:<a@second.example>", "451 4.3.2");
            client.say("RSET", "250").message("a@first.example", "250");
            client.say("MAIL FROM:<>", "250").say("RCPT TO:<a@third.example>", "550");

            started.countDown();
            await().until(() -> {
                client.say("RSET", "250").say("MAIL FROM:<>", "250").send("RCPT TO:<a@second.example>");
                return client.reply().startsWith("250");
            });
            client.say("RSET", "250").message("a@second.example", "250");
        }
    }
}
