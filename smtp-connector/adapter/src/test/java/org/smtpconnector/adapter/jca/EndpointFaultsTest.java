package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.api.SmtpMessageListener;

/** Whatever an endpoint or the transaction manager throws, each endpoint is released once, and only what was committed is 250. */
class EndpointFaultsTest {

    private final Deployment deployment = new Deployment().set("max-processings", "1");
    private final SmtpMessageListener bean = message -> {};
    private FaultyEndpoints first;
    private FaultyEndpoints second;

    static List<Runnable> faults() {
        return List.of(
                () -> {
                    throw new IllegalStateException("a test");
                },
                () -> {
                    throw new NoClassDefFoundError("a test");
                },
                () -> {
                    throw new UnreadableException();
                });
    }

    /** An exception of an application, with an error of its own. */
    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("a test");
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        first = deployment.activate(() -> bean, "*", 1);
        second = deployment.activate(() -> bean, "*", 2);
        await().until(() -> deployment.status().accepting());
        deployment.calls.clear();
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    private void deliver(String reply) throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().message("a@example.org", reply);
        }
        await().until(() -> deployment.status().processings() == 0);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aReleaseThatFailsChangesNoOutcomeAndKeepsNoOtherEndpoint(Runnable fault) throws Exception {
        first.afterRelease = fault;
        deliver("250 2.0.0");

        assertThat(deployment.calls)
                .containsExactly("create", "create", "begin", "onMessage", "onMessage", "commit", "release", "release");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aCommitThatThrowsIsAFailureThoughTheSynchronizationWasToldOfACommit(Runnable fault) throws Exception {
        deployment.afterCommit = fault;
        deliver("451 4.3.0");

        assertThat(deployment.count("onMessage")).isEqualTo(2);
        assertThat(deployment.count("release")).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anEndpointThatCannotBeCreatedCallsNoBeanAndLeavesNothingBehind(Runnable fault) throws Exception {
        second.beforeCreate = fault;
        deliver("451 4.3.0");
        assertThat(deployment.calls).containsExactly("create", "release");

        second.beforeCreate = FaultyEndpoints.NO_FAULT;
        deliver("250 2.0.0");
    }
}
