package org.smtpconnector.testkit.jca;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Transactions, one at a time for each thread, that record what happens to them: {@code begin}, {@code rollbackOnly}, {@code
 * commit}, {@code rollback}.
 */
public final class FakeTransactions implements TransactionSynchronizationRegistry, UserTransaction {

    private final List<String> calls;
    private final ThreadLocal<Current> current = ThreadLocal.withInitial(Current::new);
    private final AtomicReference<Exception> thrownAfterCommit = new AtomicReference<>();

    /** The transaction of a thread. */
    private static final class Current {
        private int status = Status.STATUS_NO_TRANSACTION;
        private boolean commitFails;
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private final Map<Object, Object> resources = new HashMap<>();
    }

    /**
     * Without a transaction.
     *
     * @param calls where to record; safe for use by several threads if several use this
     */
    public FakeTransactions(List<String> calls) {
        this.calls = calls;
    }

    /** Lets the commit of the calling thread's transaction fail, as a constraint that is checked at commit does. */
    public void failCommit() {
        current.get().commitFails = true;
    }

    /** Lets the next commit throw after it has told the Synchronizations that it has committed. */
    public void afterCommit(Exception exception) {
        thrownAfterCommit.set(exception);
    }

    @Override
    public void begin() {
        if (getStatus() != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("a transaction was left on the thread");
        }
        current.get().status = Status.STATUS_ACTIVE;
        calls.add("begin");
    }

    @Override
    public void commit()
            throws RollbackException, HeuristicMixedException, HeuristicRollbackException, SystemException {
        if (!end()) {
            throw new RollbackException("the fake's transaction was rolled back");
        }
        Exception after = thrownAfterCommit.getAndSet(null);
        if (after instanceof RollbackException rollback) {
            throw rollback;
        } else if (after instanceof HeuristicMixedException mixed) {
            throw mixed;
        } else if (after instanceof HeuristicRollbackException rollback) {
            throw rollback;
        } else if (after instanceof SystemException system) {
            throw system;
        }
    }

    @Override
    public void rollback() {
        current.get().status = Status.STATUS_MARKED_ROLLBACK;
        end();
    }

    /** Ends the transaction: commits, unless it is rollback-only or the commit fails. True if it was committed. */
    private boolean end() {
        Current ending = current.get();
        if (ending.status == Status.STATUS_ACTIVE) {
            ending.synchronizations.forEach(Synchronization::beforeCompletion);
        }
        boolean committed = ending.status == Status.STATUS_ACTIVE && !ending.commitFails;
        current.remove();
        calls.add(committed ? "commit" : "rollback");
        ending.synchronizations.forEach(synchronization ->
                synchronization.afterCompletion(committed ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK));
        return committed;
    }

    @Override
    public Object getTransactionKey() {
        return getStatus() == Status.STATUS_NO_TRANSACTION ? null : current.get();
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        if (getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("not active");
        }
        current.get().synchronizations.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        if (getStatus() == Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("no transaction");
        }
        current.get().status = Status.STATUS_MARKED_ROLLBACK;
        calls.add("rollbackOnly");
    }

    @Override
    public boolean getRollbackOnly() {
        return getStatus() == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public int getTransactionStatus() {
        return getStatus();
    }

    @Override
    public int getStatus() {
        return current.get().status;
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        // time does not pass in a fake
    }

    @Override
    public void putResource(Object key, Object value) {
        current.get().resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return current.get().resources.get(key);
    }
}
