package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.testkit.TaskThreads;

/** The container may destroy an application as soon as its last bean is deactivated, so no bean runs any more by then. */
class UndeployTest {

    private final Deployment deployment = new Deployment();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final SmtpMessageListener bean = message -> {
        called.countDown();
        try {
            mayReturn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        deployment.calls.add("returned");
    };

    @AfterEach
    void stop() {
        mayReturn.countDown();
        deployment.close();
    }

    /** The bean is called, and its client has gone. */
    private FaultyEndpoints abandoned() throws Exception {
        FaultyEndpoints application = deployment.deploy(bean);
        Client client = deployment.connect();
        client.hello().data("a@example.org").send("Text", ".");
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        client.reset();
        deployment.nextSession();
        return application;
    }

    @Test
    void aBeanThatRunsForAClientThatHasGoneIsWaitedForUntilTheEndOfTheGracePeriod() throws Exception {
        Duration grace = Duration.ofSeconds(1);
        deployment.set("shutdown.grace-period", grace.toString());
        FaultyEndpoints application = abandoned();

        long before = System.nanoTime();
        deployment.undeploy(application);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(grace);
    }

    @Test
    void theDeactivationOfTheLastBeanReturnsWhenTheBeanHasReturned() throws Exception {
        deployment.set("shutdown.grace-period", "PT1H");
        FaultyEndpoints application = abandoned();

        CompletableFuture<Void> undeployed = CompletableFuture.runAsync(
                        () -> deployment.undeploy(application), TaskThreads.EACH)
                .thenRun(() -> deployment.calls.add("undeployed"));
        mayReturn.countDown();
        undeployed.get(20, TimeUnit.SECONDS);
        assertThat(deployment.calls).containsSubsequence("onMessage", "returned", "rollback", "release", "undeployed");
    }

    @Test
    void theTimeForProcessingHoldsAlsoWhileTheListenerDrains() throws Exception {
        deployment.set("shutdown.grace-period", "PT1H").set("timeout.processing", "PT2S");
        FaultyEndpoints application = deployment.deploy(bean);
        try (Client client = deployment.connect()) {
            client.hello().data("a@example.org").send("Text", ".");
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> undeployed =
                    CompletableFuture.runAsync(() -> deployment.undeploy(application), TaskThreads.EACH);
            await().until(() -> !deployment.status().accepting());

            client.expect("451 4.4.5").expect("421 4.3.2");
            mayReturn.countDown();
            undeployed.get(20, TimeUnit.SECONDS);
        }
    }
}
