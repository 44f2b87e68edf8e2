package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.UnavailableException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.Verdict;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeTransactions;

/** Whatever a bean does, the endpoint is released once, no transaction stays, and success means committed. */
class EndpointInvokerTest {

    private static final SmtpReply REFUSAL = SmtpReply.of(550, "5.7.1", "Not for us");

    private final List<String> calls = new ArrayList<>();
    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final EndpointInvoker invoker = new EndpointInvoker(transactions, transactions);
    private final FakeEndpoints endpoints = endpoints(message -> {});
    private boolean wanted = true;

    @Test
    void aReturnAndACommitAreASuccess() {
        assertThat(call(endpoints)).isEqualTo("committed");
        assertThat(calls).containsExactly("create", "begin", "onMessage", "commit", "release");
    }

    @Test
    void aTransactionThatWasLeftOnTheThreadIsNotInTheWay() {
        transactions.begin();
        assertThat(call(endpoints)).isEqualTo("committed");
        assertThat(calls).containsExactly("begin", "create", "rollback", "begin", "onMessage", "commit", "release");
    }

    @Test
    void aRefusalRollsBackAlthoughTheContainerWouldCommit() {
        String outcome = call(endpoints(message -> {
            throw new SmtpRejectedException(REFUSAL);
        }));

        assertThat(outcome).isEqualTo("refused 550");
        assertThat(calls).containsExactly("create", "begin", "onMessage", "rollback", "release");
    }

    @Test
    void aRefusalIsFoundWhereverTheServerWrapsIt() {
        String outcome = call(endpoints(message -> {
            throw new IllegalStateException(new RuntimeException(new SmtpRejectedException(REFUSAL)));
        }));

        assertThat(outcome).isEqualTo("refused 550");
    }

    @Test
    void aRuntimeExceptionRollsBack() {
        String outcome = call(endpoints(message -> {
            throw new IllegalArgumentException("no");
        }));

        assertThat(outcome).isEqualTo("failed");
        assertThat(calls).endsWith("onMessage", "rollback", "release");
    }

    @Test
    void anErrorRollsBack() {
        String outcome = call(endpoints(message -> {
            throw new AssertionError("no");
        }));

        assertThat(outcome).isEqualTo("failed");
        assertThat(calls).endsWith("onMessage", "rollback", "release");
    }

    @Test
    void rollbackOnlyIsAFailureThoughTheCallReturns() {
        assertThat(call(endpoints(message -> transactions.setRollbackOnly()))).isEqualTo("rolled back");
        assertThat(calls).endsWith("rollback", "release");
    }

    @Test
    void aFailingCommitIsAFailureThoughTheCallReturns() {
        assertThat(call(endpoints(message -> transactions.failCommit()))).isEqualTo("failed");
        assertThat(calls).endsWith("rollback", "release");
    }

    /** WildFly and Open Liberty tell the Synchronization of a commit before they find out that the session of the database has ended. */
    @Test
    void aCommitThatThrowsIsAFailureThoughTheSynchronizationWasToldOfACommit() {
        for (Exception thrown : List.of(
                new HeuristicMixedException("some rows are missing"),
                new HeuristicRollbackException("all rows are missing"),
                new RollbackException("all rows are missing"),
                new SystemException("nobody knows"))) {
            transactions.afterCommit(thrown);
            assertThat(call(endpoints(message -> {}))).isEqualTo("failed");
        }
        assertThat(calls).endsWith("begin", "onMessage", "commit", "release");
    }

    @Test
    void whatNobodyWantsAnyMoreIsVetoedBeforeTheCommit() {
        wanted = false;

        assertThat(call(endpoints)).isEqualTo("unwanted");
        assertThat(calls).endsWith("onMessage", "rollbackOnly", "rollback", "release");
    }

    @Test
    void anExhaustedPoolCallsNothing() {
        endpoints.setPool(0);

        assertThat(call(endpoints)).isEqualTo("unavailable");
        assertThat(calls).containsExactly("unavailable");
    }

    @Test
    void severalBeansHaveOneTransaction() {
        assertThat(call(endpoints, endpoints)).isEqualTo("committed");
        assertThat(calls)
                .containsExactly("create", "create", "begin", "onMessage", "onMessage", "commit", "release", "release");
    }

    @Test
    void theFirstRefusalOfSeveralStopsAndRollsBack() {
        FakeEndpoints refusing = endpoints(message -> {
            throw new SmtpRejectedException(REFUSAL);
        });

        assertThat(call(endpoints, refusing, endpoints)).isEqualTo("refused 550");
        assertThat(calls).filteredOn("onMessage"::equals).hasSize(2);
        assertThat(calls).endsWith("rollback", "release", "release", "release").doesNotContain("commit");
    }

    @Test
    void rollbackOnlyOfOneOfSeveralRollsBackAll() {
        FakeEndpoints spoiling = endpoints(message -> transactions.setRollbackOnly());

        assertThat(call(spoiling, endpoints)).isEqualTo("rolled back");
        assertThat(calls).filteredOn("onMessage"::equals).hasSize(1);
        assertThat(calls).endsWith("rollback", "release", "release");
    }

    @Test
    void aFailingCommitOfSeveralIsAFailure() {
        FakeEndpoints spoiling = endpoints(message -> transactions.failCommit());

        assertThat(call(spoiling, endpoints)).isEqualTo("failed");
    }

    @Test
    void ifOneOfSeveralCannotBeHadNoneIsCalled() {
        FakeEndpoints exhausted = endpoints(message -> {});
        exhausted.setPool(0);

        assertThat(call(endpoints, exhausted)).isEqualTo("unavailable");
        assertThat(calls).containsExactly("create", "unavailable", "release");
    }

    private FakeEndpoints endpoints(SmtpMessageListener bean) {
        return new FakeEndpoints(calls, () -> bean);
    }

    private String call(FakeEndpoints... factories) {
        List<EndpointActivation> activations = new ArrayList<>();
        for (FakeEndpoints factory : factories) {
            activations.add(new EndpointActivation(
                    factory, new SmtpActivationSpec(), ApplicationStart.BY_ENDPOINT, new HookChoices()));
        }
        Recorded call = new Recorded(activations);
        try {
            invoker.invoke(call);
            return call.outcome;
        } catch (UnavailableException e) {
            return "unavailable";
        }
    }

    /** A call that remembers what came of it. */
    private final class Recorded implements EndpointInvoker.Call {

        private final List<EndpointActivation> beans;
        private String outcome;

        Recorded(List<EndpointActivation> beans) {
            this.beans = beans;
        }

        private Verdict ended(String how) {
            assertThat(outcome).as("the outcome before").isNull();
            outcome = how;
            return Verdict.PROCEED;
        }

        @Override
        public List<EndpointActivation> beans() {
            return beans;
        }

        @Override
        public void to(EndpointActivation activation, SmtpMessageListener bean) throws SmtpRejectedException {
            bean.onMessage(null);
        }

        @Override
        public boolean claim() {
            return wanted;
        }

        @Override
        public Verdict committed() {
            return ended("committed");
        }

        @Override
        public Verdict refused(SmtpRejectedException refusal) {
            return ended("refused " + refusal.reply().code());
        }

        @Override
        public Verdict failed(String what, Throwable cause) {
            return ended("failed");
        }

        @Override
        public Verdict rolledBack() {
            return ended("rolled back");
        }

        @Override
        public Verdict unwanted() {
            return ended("unwanted");
        }
    }
}
