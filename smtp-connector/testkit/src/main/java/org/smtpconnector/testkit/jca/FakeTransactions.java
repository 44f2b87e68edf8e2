package org.smtpconnector.testkit.jca;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction at a time, of one thread, that records what happens to it: {@code begin}, {@code rollbackOnly}, {@code
 * commit}, {@code rollback}.
 */
public final class FakeTransactions implements TransactionSynchronizationRegistry, UserTransaction {

    private final List<String> calls;
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private final Map<Object, Object> resources = new HashMap<>();
    private int status = Status.STATUS_NO_TRANSACTION;
    private boolean commitFails;

    /**
     * Without a transaction.
     *
     * @param calls where to record
     */
    public FakeTransactions(List<String> calls) {
        this.calls = calls;
    }

    /** Lets the next commit fail, as a constraint that is checked at commit does. */
    public void failCommit() {
        commitFails = true;
    }

    @Override
    public void begin() {
        if (status != Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("a transaction was left on the thread");
        }
        status = Status.STATUS_ACTIVE;
        calls.add("begin");
    }

    @Override
    public void commit() throws RollbackException {
        if (!end()) {
            throw new RollbackException("the fake's transaction was rolled back");
        }
    }

    @Override
    public void rollback() {
        status = Status.STATUS_MARKED_ROLLBACK;
        end();
    }

    /**
     * Ends the transaction: commits, unless it is rollback-only or the commit fails.
     *
     * @return whether it was committed
     */
    public boolean end() {
        List<Synchronization> joined = List.copyOf(synchronizations);
        synchronizations.clear();
        if (status == Status.STATUS_ACTIVE) {
            joined.forEach(Synchronization::beforeCompletion);
        }
        boolean committed = status == Status.STATUS_ACTIVE && !commitFails;
        commitFails = false;
        status = Status.STATUS_NO_TRANSACTION;
        calls.add(committed ? "commit" : "rollback");
        joined.forEach(synchronization ->
                synchronization.afterCompletion(committed ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK));
        return committed;
    }

    @Override
    public Object getTransactionKey() {
        return status == Status.STATUS_NO_TRANSACTION ? null : this;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("not active");
        }
        synchronizations.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        if (status == Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("no transaction");
        }
        status = Status.STATUS_MARKED_ROLLBACK;
        calls.add("rollbackOnly");
    }

    @Override
    public boolean getRollbackOnly() {
        return status == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public int getTransactionStatus() {
        return status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        // time does not pass in a fake
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return resources.get(key);
    }
}
