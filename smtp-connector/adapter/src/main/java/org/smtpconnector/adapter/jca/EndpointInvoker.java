package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.protocol.Verdict;

/**
 * The order in which endpoints are created, called and released, within one transaction whose outcome is known. The one class that
 * touches message endpoints.
 *
 * <p>The adapter begins and ends the transaction itself, around plain calls. Letting the container begin it ({@code beforeDelivery},
 * {@code afterDelivery}) is not enough: on Payara a connection that Jakarta Persistence takes only when it flushes at commit is then not
 * part of the transaction, so that its rows stay after a failed commit.
 *
 * <p>A call is a success only if the Synchronization saw {@code STATUS_COMMITTED} and the commit returned. A commit that throws after it has
 * told of a commit may have kept nothing: WildFly and Open Liberty find out last that the session of a database has ended. Its client hears
 * 451 and sends the message again, so that the message may come twice and cannot get lost.
 */
final class EndpointInvoker {

    private static final System.Logger LOG = System.getLogger(EndpointInvoker.class.getName());

    /** A call of one or several beans, and what may come of it. */
    interface Call {

        /** Returns the beans in their order; at least one. */
        List<EndpointActivation> beans();

        /** Calls one bean, within the transaction. */
        void to(EndpointActivation activation, SmtpMessageListener bean) throws SmtpRejectedException;

        /** Tells, just before the commit, whether the outcome is still wanted; once it has said yes, only the commit decides. */
        boolean claim();

        /** All beans returned, and the transaction was committed. */
        Verdict committed();

        /** A bean refused; everything was rolled back. */
        Verdict refused(SmtpRejectedException refusal);

        /** Something failed; everything was rolled back. */
        Verdict failed(String what, Throwable cause);

        /** The transaction was rolled back without an exception. */
        Verdict rolledBack();

        /** The call was not claimed; everything was rolled back. */
        Verdict unwanted();
    }

    private final TransactionSynchronizationRegistry registry;
    private final UserTransaction userTransaction;

    EndpointInvoker(TransactionSynchronizationRegistry registry, UserTransaction userTransaction) {
        this.registry = registry;
        this.userTransaction = userTransaction;
    }

    /**
     * Tells whether the application of a bean has started: the container gives an endpoint. Blocks meanwhile on some servers.
     *
     * @throws UnavailableException if the container gives none
     */
    boolean isStarted(EndpointActivation activation) throws UnavailableException {
        release(create(activation));
        return true;
    }

    /**
     * Calls beans in one transaction: all or none. All endpoints are created before the first one is called, so that
     * an endpoint that cannot be had leaves no other called.
     *
     * @return what came of it; not null
     * @throws UnavailableException if there is no endpoint of one of the beans now; then none was called
     */
    Verdict invoke(Call call) throws UnavailableException {
        List<MessageEndpoint> endpoints = new ArrayList<>(call.beans().size());
        try {
            for (EndpointActivation activation : call.beans()) {
                endpoints.add(create(activation));
            }
            return inTransaction(call, endpoints);
        } catch (UnavailableException e) {
            throw e;
        } catch (Throwable e) { // NOPMD whatever a container throws, the session must hear of it
            return call.failed("The container gave no endpoint", e);
        } finally {
            endpoints.forEach(EndpointInvoker::release);
        }
    }

    private Verdict inTransaction(Call call, List<MessageEndpoint> endpoints) {
        try {
            endLeftover();
            userTransaction.begin();
        } catch (Throwable e) { // NOPMD whatever a container throws
            return call.failed("No transaction could be begun", e);
        }
        OutcomeSynchronization outcome = new OutcomeSynchronization(registry, call);
        Throwable thrown = null;
        boolean active = false;
        try {
            // Before the calls: after a rollback-only the registry would refuse it.
            registry.registerInterposedSynchronization(outcome);
            active = true;
            for (int i = 0; i < endpoints.size() && active; i++) {
                call.to(call.beans().get(i), (SmtpMessageListener) endpoints.get(i));
                active = isActive(); // if not, a bean has set it to rollback-only: the others need not be called
            }
        } catch (Throwable e) { // NOPMD whatever a bean throws, the transaction must not stay on the thread
            thrown = e;
        }
        try {
            if (thrown == null && active) {
                userTransaction.commit();
            } else {
                userTransaction.rollback();
            }
        } catch (Throwable e) { // NOPMD many types, one meaning: what is known of the outcome decides
            thrown = thrown == null ? e : thrown;
        }
        return verdict(call, outcome, thrown);
    }

    private boolean isActive() throws SystemException {
        return userTransaction.getStatus() == Status.STATUS_ACTIVE;
    }

    /** A Work begins without a transaction: one that is there was left on the pooled thread, and would fail all that follow. */
    private void endLeftover() throws SystemException {
        if (userTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            LOG.log(
                    WARNING,
                    "A transaction was left on thread {0}: it is rolled back",
                    Thread.currentThread().getName());
            userTransaction.rollback();
        }
    }

    private static MessageEndpoint create(EndpointActivation activation) throws UnavailableException {
        return activation.factory().createEndpoint(null);
    }

    /** Releases an endpoint, once: a second time would corrupt the container's pool. */
    private static void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (Throwable e) { // NOPMD the outcome is known, and the other endpoints must be released, too
            LOG.log(WARNING, "The container could not release an endpoint", e);
        }
    }

    private static Verdict verdict(Call call, OutcomeSynchronization outcome, Throwable thrown) {
        if (outcome.status == Status.STATUS_COMMITTED && thrown == null) {
            return call.committed();
        }
        SmtpRejectedException refusal = refusal(thrown);
        if (refusal != null) {
            return call.refused(refusal);
        }
        if (outcome.vetoed) {
            return call.unwanted();
        }
        return thrown == null ? call.rolledBack() : call.failed("a bean or the commit failed", thrown);
    }

    /** Servers wrap what a bean throws in different ways, so the whole chain of causes is looked at. */
    private static SmtpRejectedException refusal(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 32; cause = cause.getCause(), depth++) {
            if (cause instanceof SmtpRejectedException refusal) {
                return refusal;
            }
        }
        return null;
    }

    /** Sees how the transaction ends, and has the last word before it does. */
    private static final class OutcomeSynchronization implements Synchronization {

        private final TransactionSynchronizationRegistry registry;
        private final Call call;
        private int status = Status.STATUS_UNKNOWN;
        private boolean claimed;
        private boolean vetoed;

        private OutcomeSynchronization(TransactionSynchronizationRegistry registry, Call call) {
            this.registry = registry;
            this.call = call;
        }

        @Override
        public void beforeCompletion() {
            claimed = claimed || call.claim(); // some transaction managers call this twice
            if (!claimed) {
                vetoed = true;
                registry.setRollbackOnly();
            }
        }

        @Override
        public void afterCompletion(int completed) {
            status = completed;
        }
    }
}
