package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeTransactions;

/** Whatever a bean does, the endpoint is released once, no transaction stays, and success means committed. */
class EndpointCallsTest {

    private static final SmtpReply REFUSAL = SmtpReply.of(550, "5.7.1", "Not for us");

    private final List<String> calls = new ArrayList<>();
    private final FakeTransactions transactions = new FakeTransactions(calls);
    private final EndpointCalls endpointCalls = new EndpointCalls(transactions, transactions);
    private final FakeEndpoints endpoints = endpoints(message -> {});
    private boolean wanted = true;

    @Test
    void aReturnAndACommitAreASuccess() {
        assertThat(call(endpoints)).isEqualTo(new DeliveryOutcome.Committed());
        assertThat(calls).containsExactly("create", "begin", "onMessage", "commit", "release");
    }

    @Test
    void aTransactionThatWasLeftOnTheThreadIsNotInTheWay() {
        transactions.begin();
        assertThat(call(endpoints)).isEqualTo(new DeliveryOutcome.Committed());
        assertThat(calls).containsExactly("begin", "create", "rollback", "begin", "onMessage", "commit", "release");
    }

    @Test
    void aRefusalRollsBackAlthoughTheContainerWouldCommit() {
        DeliveryOutcome outcome = call(endpoints(message -> {
            throw new SmtpRejectedException(REFUSAL);
        }));

        assertThat(outcome).isInstanceOfSatisfying(DeliveryOutcome.Refused.class, refused -> assertThat(refused.reply())
                .isEqualTo(REFUSAL));
        assertThat(calls).containsExactly("create", "begin", "onMessage", "rollback", "release");
    }

    @Test
    void aRefusalIsFoundWhereverTheServerWrapsIt() {
        DeliveryOutcome outcome = call(endpoints(message -> {
            throw new IllegalStateException(new RuntimeException(new SmtpRejectedException(REFUSAL)));
        }));

        assertThat(outcome).isInstanceOf(DeliveryOutcome.Refused.class);
    }

    @Test
    void aRuntimeExceptionRollsBack() {
        DeliveryOutcome outcome = call(endpoints(message -> {
            throw new IllegalArgumentException("no");
        }));

        assertThat(outcome).isInstanceOf(DeliveryOutcome.Failed.class);
        assertThat(calls).endsWith("onMessage", "rollback", "release");
    }

    @Test
    void anErrorRollsBack() {
        DeliveryOutcome outcome = call(endpoints(message -> {
            throw new AssertionError("no");
        }));

        assertThat(outcome).isInstanceOf(DeliveryOutcome.Failed.class);
        assertThat(calls).endsWith("onMessage", "rollback", "release");
    }

    @Test
    void rollbackOnlyIsAFailureThoughTheCallReturns() {
        assertThat(call(endpoints(message -> transactions.setRollbackOnly())))
                .isInstanceOf(DeliveryOutcome.RolledBack.class);
        assertThat(calls).endsWith("rollback", "release");
    }

    @Test
    void aFailingCommitIsAFailureThoughTheCallReturns() {
        assertThat(call(endpoints(message -> transactions.failCommit()))).isInstanceOf(DeliveryOutcome.Failed.class);
        assertThat(calls).endsWith("rollback", "release");
    }

    @Test
    void whatNobodyWantsAnyMoreIsVetoedBeforeTheCommit() {
        wanted = false;

        assertThat(call(endpoints)).isInstanceOf(DeliveryOutcome.Vetoed.class);
        assertThat(calls).endsWith("onMessage", "rollbackOnly", "rollback", "release");
    }

    @Test
    void anExhaustedPoolCallsNothing() {
        endpoints.setPool(0);

        assertThat(call(endpoints)).isInstanceOf(DeliveryOutcome.Exhausted.class);
        assertThat(calls).containsExactly("unavailable");
    }

    @Test
    void severalBeansHaveOneTransaction() {
        assertThat(call(endpoints, endpoints)).isInstanceOf(DeliveryOutcome.Committed.class);
        assertThat(calls)
                .containsExactly("create", "create", "begin", "onMessage", "onMessage", "commit", "release", "release");
    }

    @Test
    void theFirstRefusalOfSeveralStopsAndRollsBack() {
        FakeEndpoints refusing = endpoints(message -> {
            throw new SmtpRejectedException(REFUSAL);
        });

        assertThat(call(endpoints, refusing, endpoints)).isInstanceOf(DeliveryOutcome.Refused.class);
        assertThat(calls).filteredOn("onMessage"::equals).hasSize(2);
        assertThat(calls).endsWith("rollback", "release", "release", "release").doesNotContain("commit");
    }

    @Test
    void rollbackOnlyOfOneOfSeveralRollsBackAll() {
        FakeEndpoints spoiling = endpoints(message -> transactions.setRollbackOnly());

        assertThat(call(spoiling, endpoints)).isInstanceOf(DeliveryOutcome.RolledBack.class);
        assertThat(calls).filteredOn("onMessage"::equals).hasSize(1);
        assertThat(calls).endsWith("rollback", "release", "release");
    }

    @Test
    void aFailingCommitOfSeveralIsAFailure() {
        FakeEndpoints spoiling = endpoints(message -> transactions.failCommit());

        assertThat(call(spoiling, endpoints)).isInstanceOf(DeliveryOutcome.Failed.class);
    }

    @Test
    void ifOneOfSeveralCannotBeHadNoneIsCalled() {
        FakeEndpoints exhausted = endpoints(message -> {});
        exhausted.setPool(0);

        assertThat(call(endpoints, exhausted)).isInstanceOf(DeliveryOutcome.Exhausted.class);
        assertThat(calls).containsExactly("create", "unavailable", "release");
    }

    private FakeEndpoints endpoints(SmtpMessageListener bean) {
        return new FakeEndpoints(calls, () -> bean);
    }

    private DeliveryOutcome call(FakeEndpoints... factories) {
        List<SmtpActivation> activations = new ArrayList<>();
        for (FakeEndpoints factory : factories) {
            activations.add(new SmtpActivation(factory, new SmtpActivationSpec()));
        }
        return endpointCalls.call(activations, () -> wanted, (activation, bean) -> bean.onMessage(null));
    }
}
