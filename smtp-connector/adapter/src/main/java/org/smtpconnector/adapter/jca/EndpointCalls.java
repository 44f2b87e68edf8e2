package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/**
 * The order in which endpoints are created, called and released, within one transaction whose outcome is known. The one class
 * that touches message endpoints.
 *
 * <p>The adapter begins and ends the transaction itself, around plain calls. Letting the container begin it ({@code
 * beforeDelivery}, {@code afterDelivery}) is not enough: on Payara a connection that Jakarta Persistence takes only when it
 * flushes at commit is then not part of the transaction, so that its rows stay after a failed commit.
 */
final class EndpointCalls {

    private static final System.Logger LOG = System.getLogger(EndpointCalls.class.getName());

    /** What is called on each bean. */
    interface Visit {
        void to(SmtpActivation activation, SmtpMessageListener bean) throws SmtpRejectedException;
    }

    private final TransactionSynchronizationRegistry registry;
    private final UserTransaction userTransaction;

    EndpointCalls(TransactionSynchronizationRegistry registry, UserTransaction userTransaction) {
        this.registry = registry;
        this.userTransaction = userTransaction;
    }

    /**
     * Finds out whether the container gives an endpoint: whether the application has started. Blocks meanwhile on some
     * servers.
     *
     * @throws UnavailableException if not
     */
    void probe(SmtpActivation activation) throws UnavailableException {
        create(activation).release();
    }

    /**
     * Calls beans in one transaction: all or none. All endpoints are created before the first is called, so that one that
     * cannot be had leaves no other called.
     *
     * @param stillWanted asked once, just before the commit; false rolls back
     */
    DeliveryOutcome call(List<SmtpActivation> activations, BooleanSupplier stillWanted, Visit visit) {
        List<MessageEndpoint> endpoints = new ArrayList<>(activations.size());
        try {
            for (SmtpActivation activation : activations) {
                endpoints.add(create(activation));
            }
            return callInTransaction(activations, endpoints, stillWanted, visit);
        } catch (UnavailableException e) {
            return new DeliveryOutcome.Exhausted(e);
        } finally {
            endpoints.forEach(MessageEndpoint::release); // each once: a second time would corrupt the container's pool
        }
    }

    private DeliveryOutcome callInTransaction(
            List<SmtpActivation> activations,
            List<MessageEndpoint> endpoints,
            BooleanSupplier stillWanted,
            Visit visit) {
        try {
            endLeftover();
            userTransaction.begin();
        } catch (NotSupportedException | SystemException | RuntimeException e) {
            return new DeliveryOutcome.Failed("No transaction could be begun", e);
        }
        Watch watch = new Watch(registry, stillWanted);
        Throwable thrown = null;
        try {
            // Before the calls: after a rollback-only the registry would refuse it.
            registry.registerInterposedSynchronization(watch);
            for (int i = 0; i < endpoints.size(); i++) {
                visit.to(activations.get(i), (SmtpMessageListener) endpoints.get(i));
                if (userTransaction.getStatus() != Status.STATUS_ACTIVE) {
                    break; // the bean has set it to rollback-only: the others need not be called
                }
            }
        } catch (Throwable e) { // NOPMD whatever a bean throws, the transaction must not stay on the thread
            thrown = e;
        }
        try {
            if (thrown == null && userTransaction.getStatus() == Status.STATUS_ACTIVE) {
                userTransaction.commit();
            } else {
                userTransaction.rollback();
            }
        } catch (Exception e) { // NOPMD six types, one meaning
            thrown = thrown == null ? e : thrown;
        }
        return outcome(watch, thrown);
    }

    /** A Work begins without a transaction: what is there was left on the pooled thread, and would fail all that follow. */
    private void endLeftover() throws SystemException {
        if (userTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            LOG.log(
                    WARNING,
                    "Somebody has left a transaction on thread {0}: it is rolled back",
                    Thread.currentThread().getName());
            userTransaction.rollback();
        }
    }

    private static MessageEndpoint create(SmtpActivation activation) throws UnavailableException {
        return activation.factory().createEndpoint(null);
    }

    private static DeliveryOutcome outcome(Watch watch, Throwable thrown) {
        SmtpRejectedException refusal = refusal(thrown);
        if (refusal != null) {
            return new DeliveryOutcome.Refused(refusal.reply(), refusal);
        }
        if (watch.vetoed) {
            return new DeliveryOutcome.Vetoed();
        }
        if (thrown != null) {
            return new DeliveryOutcome.Failed("The bean or the commit failed", thrown);
        }
        if (watch.status != Status.STATUS_COMMITTED) {
            return new DeliveryOutcome.RolledBack();
        }
        return new DeliveryOutcome.Committed();
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
    private static final class Watch implements Synchronization {

        private final TransactionSynchronizationRegistry registry;
        private final BooleanSupplier stillWanted;
        private int status = Status.STATUS_UNKNOWN;
        private boolean vetoed;

        private Watch(TransactionSynchronizationRegistry registry, BooleanSupplier stillWanted) {
            this.registry = registry;
            this.stillWanted = stillWanted;
        }

        @Override
        public void beforeCompletion() {
            if (!stillWanted.getAsBoolean()) {
                vetoed = true;
                registry.setRollbackOnly();
            }
        }

        @Override
        public void afterCompletion(int status) {
            this.status = status;
        }
    }
}
