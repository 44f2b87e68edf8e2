package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContextErrorCodes;
import jakarta.resource.spi.work.WorkContextLifecycleListener;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.testkit.jca.Caller;

/** Whatever the WorkManager does with a Work, its permit comes back once, and the call runs in the name of its user or not at all. */
class WorkFaultsTest {

    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final Deployment deployment = new Deployment()
            .set("audit", "off") // so that the adapter schedules no Works but those for its beans
            .set("auth.mode", "optional")
            .set("auth.allow-insecure", "true")
            .set("max-processings", "1")
            .set("timeout.processing", "PT2S");

    private final class Bean implements SmtpMessageListener {

        @Override
        public CredentialValidationResult onAuthenticate(SmtpSession session, Credential credential) {
            return new CredentialValidationResult("bob", Set.of());
        }

        @Override
        public void onMessage(SmtpMessage message) {
            callers.add(Caller.current().map(Caller::name).orElse("nobody"));
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        deployment.deploy(new Bean());
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    private static WorkRejectedException full() {
        return new WorkRejectedException("a test's pool is full");
    }

    static Stream<Arguments> lackOfAThread() {
        return Stream.of(
                Arguments.of("refused", (FaultyWorks.Fault) (work, listener, threads) -> {
                    throw full();
                }),
                Arguments.of("refused later", FaultyWorks.rejectedLater(full())),
                Arguments.of("refused with an error code", (FaultyWorks.Fault) (work, listener, threads) -> {
                    throw new WorkRejectedException("start timed out", WorkContextErrorCodes.UNSUPPORTED_CONTEXT_TYPE);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lackOfAThread")
    void aCallForWhichThereIsNoThreadWaitsAndThenRunsInTheNameOfItsUser(String name, FaultyWorks.Fault fault)
            throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().auth("bob").data("a@example.org");
            deployment.works.next(fault);
            client.send("Text", ".").expect("250").message("a@example.org", "250");
        }
        assertThat(callers).containsExactly("bob", "bob");
    }

    static Stream<Arguments> contextErrors() {
        return Stream.of(
                Arguments.of("refused", (FaultyWorks.Fault) (work, listener, threads) -> {
                    throw new WorkCompletedException("no such type", WorkContextErrorCodes.UNSUPPORTED_CONTEXT_TYPE);
                }),
                Arguments.of("set-up failed", (FaultyWorks.Fault) (work, listener, threads) -> {
                    SecurityContext context = (SecurityContext)
                            ((WorkContextProvider) work).getWorkContexts().get(0);
                    ((WorkContextLifecycleListener) context)
                            .contextSetupFailed(WorkContextErrorCodes.CONTEXT_SETUP_FAILED);
                    WorkCompletedException reason = new WorkCompletedException("the container's own words");
                    listener.workCompleted(new WorkEvent(threads, WorkEvent.WORK_COMPLETED, work, reason));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contextErrors")
    void onlyAContextErrorSwitchesIdentitiesOff(String name, FaultyWorks.Fault fault) throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().auth("bob").data("a@example.org");
            deployment.works.next(fault);
            client.send("Text", ".").expect("250").message("a@example.org", "250");
        }
        assertThat(callers).containsExactly("nobody", "nobody");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("a RuntimeException", (FaultyWorks.Fault) (work, listener, threads) -> {
                    throw new IllegalStateException("a test's pool is shut down");
                }),
                Arguments.of("an Error", (FaultyWorks.Fault) (work, listener, threads) -> {
                    throw new NoClassDefFoundError("a test");
                }),
                Arguments.of("rejected later", FaultyWorks.rejectedLater(full())),
                Arguments.of("run twice", (FaultyWorks.Fault) (work, listener, threads) -> {
                    FaultyWorks.RUNS.schedule(work, listener, threads);
                    FaultyWorks.RUNS.schedule(work, listener, threads);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aWorkThatFailsCostsNeitherItsMessageNorThePermit(String name, FaultyWorks.Fault fault) throws Exception {
        try (Client other = deployment.connect();
                Client client = deployment.connect()) {
            other.hello();
            client.hello().data("a@example.org");
            deployment.works.next(fault);
            client.send("Text", ".").expect("250").message("a@example.org", "250");
            other.message("b@example.org", "250");
        }
        await().until(() -> deployment.status().processings() == 0);
        assertThat(callers).hasSize(3);
        assertThat(deployment.count("commit")).isEqualTo(3);
    }

    @Test
    void aWorkThatIsDroppedIsAnsweredInTimeAndGivesItsPermitBack() throws Exception {
        try (Client client = deployment.connect()) {
            client.hello().data("a@example.org");
            deployment.works.next(FaultyWorks.DROPPED);
            client.send("Text", ".").expect("451 4.3.2");
            await().until(() -> deployment.status().processings() == 0);
            client.message("a@example.org", "250");
        }
    }

    @Test
    void aWorkThatBeginsAfterItsCallWasAnsweredCallsNoBean() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        try (Client client = deployment.connect()) {
            client.hello().data("a@example.org");
            deployment.works.next((work, listener, threads) -> new Thread(() -> {
                        try {
                            answered.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        work.run();
                        ran.countDown();
                    })
                    .start());
            client.send("Text", ".").expect("451 4.3.2");
            await().until(() -> deployment.status().processings() == 0);
            answered.countDown();
            ran.await();
            assertThat(callers).isEmpty();
            assertThat(deployment.status().processings()).isZero();
            client.message("a@example.org", "250");
        }
    }
}
