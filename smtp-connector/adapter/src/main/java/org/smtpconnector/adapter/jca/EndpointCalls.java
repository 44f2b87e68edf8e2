package org.smtpconnector.adapter.jca;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.api.SmtpRejectedException;

/**
 * The order in which an endpoint is created, called and released, so that the outcome of the transaction is known. The one
 * class that touches message endpoints.
 *
 * <p>A container tells a resource adapter nothing of a rollback-only or of a commit that failed: the call returns normally.
 * So a {@link Synchronization} in the transaction has the word.
 */
final class EndpointCalls {

    /** What is called on the bean. */
    interface Call<T> {
        T on(SmtpMessageListener bean) throws SmtpRejectedException;
    }

    /** What is called on each of several beans. */
    interface Visit {
        void to(SmtpMessageListener bean) throws SmtpRejectedException;
    }

    private static final System.Logger LOG = System.getLogger(EndpointCalls.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final UserTransaction userTransaction;

    /**
     * With the container's transaction services.
     *
     * @param userTransaction for transactions around several beans; null if the server gives none to a resource adapter
     */
    EndpointCalls(TransactionSynchronizationRegistry registry, UserTransaction userTransaction) {
        this.registry = registry;
        this.userTransaction = userTransaction;
    }

    /** Whether {@link #callAll} can be used. */
    boolean canCallSeveral() {
        return userTransaction != null;
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
     * Calls one bean, in the transaction that the container starts for the method, if the bean wants one.
     *
     * @param stillWanted asked once, just before the commit; false rolls back
     */
    <T> DeliveryOutcome<T> call(SmtpActivation activation, Method method, BooleanSupplier stillWanted, Call<T> call) {
        MessageEndpoint endpoint;
        try {
            endpoint = create(activation);
        } catch (UnavailableException e) {
            return new DeliveryOutcome.Exhausted<>(e);
        }
        try {
            return call(endpoint, method, stillWanted, call);
        } finally {
            endpoint.release();
        }
    }

    private <T> DeliveryOutcome<T> call(
            MessageEndpoint endpoint, Method method, BooleanSupplier stillWanted, Call<T> call) {
        try {
            endpoint.beforeDelivery(method);
        } catch (ResourceException | NoSuchMethodException | RuntimeException e) {
            return new DeliveryOutcome.Failed<>("The container could not prepare the delivery", e);
        }
        Watch watch = null;
        T value = null;
        Throwable thrown = null;
        try {
            // Before the call: after a rollback-only the registry would refuse it.
            watch = Watch.join(registry, stillWanted);
            value = call.on((SmtpMessageListener) endpoint);
        } catch (Throwable e) { // NOPMD whatever a bean throws must not end the thread's delivery half-way
            thrown = e;
            if (watch != null) {
                // The container commits after a checked exception.
                setRollbackOnly();
            }
        } finally {
            // Always: a missed one leaves the thread in this delivery's state.
            try {
                endpoint.afterDelivery();
            } catch (ResourceException | RuntimeException e) {
                thrown = thrown == null ? e : thrown;
            }
        }
        return outcome(watch, value, thrown);
    }

    /**
     * Calls several beans in one transaction that the adapter begins: all or none. All endpoints are created before the
     * first is called, so that one that cannot be had leaves no other called.
     *
     * @param stillWanted asked once, just before the commit; false rolls back
     */
    DeliveryOutcome<Void> callAll(List<SmtpActivation> activations, BooleanSupplier stillWanted, Visit visit) {
        List<MessageEndpoint> endpoints = new ArrayList<>(activations.size());
        try {
            for (SmtpActivation activation : activations) {
                endpoints.add(create(activation));
            }
            return callAllCreated(endpoints, stillWanted, visit);
        } catch (UnavailableException e) {
            return new DeliveryOutcome.Exhausted<>(e);
        } finally {
            endpoints.forEach(MessageEndpoint::release);
        }
    }

    private DeliveryOutcome<Void> callAllCreated(
            List<MessageEndpoint> endpoints, BooleanSupplier stillWanted, Visit visit) {
        try {
            userTransaction.begin();
        } catch (NotSupportedException | SystemException | RuntimeException e) {
            return new DeliveryOutcome.Failed<>("No transaction could be begun", e);
        }
        Watch watch = null;
        Throwable thrown = null;
        try {
            watch = Watch.join(registry, stillWanted);
            for (MessageEndpoint endpoint : endpoints) {
                visit.to((SmtpMessageListener) endpoint);
                if (userTransaction.getStatus() != Status.STATUS_ACTIVE) {
                    break; // a bean has set it to rollback-only: the others need not be called
                }
            }
        } catch (Throwable e) { // NOPMD the transaction must not stay on the thread
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
        return outcome(watch, null, thrown);
    }

    private static MessageEndpoint create(SmtpActivation activation) throws UnavailableException {
        return activation.factory().createEndpoint(null);
    }

    private void setRollbackOnly() {
        try {
            registry.setRollbackOnly();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "The transaction is over already", e);
        }
    }

    private static <T> DeliveryOutcome<T> outcome(Watch watch, T value, Throwable thrown) {
        SmtpRejectedException refusal = refusal(thrown);
        if (refusal != null) {
            return new DeliveryOutcome.Refused<>(refusal.reply(), refusal);
        }
        if (watch != null && watch.vetoed) {
            return new DeliveryOutcome.Vetoed<>();
        }
        if (thrown != null) {
            return new DeliveryOutcome.Failed<>("The bean or the commit failed", thrown);
        }
        if (watch != null && watch.status != Status.STATUS_COMMITTED) {
            return new DeliveryOutcome.Failed<>(
                    "The transaction was rolled back: the bean has set it to rollback-only, or the commit failed",
                    null);
        }
        return new DeliveryOutcome.Committed<>(value);
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

        /** Joins the transaction of this thread; null if there is none: then the bean's return is all there is to know. */
        static Watch join(TransactionSynchronizationRegistry registry, BooleanSupplier stillWanted) {
            if (registry.getTransactionKey() == null) {
                return null;
            }
            Watch watch = new Watch(registry, stillWanted);
            registry.registerInterposedSynchronization(watch);
            return watch;
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
