package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextErrorCodes;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;

/** A WorkManager that gives each work a thread of its own, and counts. Safe for use by several threads. */
public final class ThreadWorkManager extends SchedulingWorkManager {

    /** The treatments of works with a security context, in which servers differ. */
    public enum Identities {
        /** They run in the name of the caller. */
        TAKEN,
        /** They run in nobody's name. */
        IGNORED,
        /** They are refused at once. */
        REFUSED,
        /** They are taken, and rejected later. */
        REJECTED_LATER,
        /** They are taken, and do not run because the security context fails. */
        FAILING
    }

    private final AtomicInteger scheduled = new AtomicInteger();
    private final Map<Thread, Boolean> threads = new ConcurrentHashMap<>();
    private volatile Identities identities = Identities.TAKEN;

    /** Takes works and identities. */
    public ThreadWorkManager() {
        // nothing to prepare
    }

    /**
     * Says what becomes of works with a security context from now on.
     *
     * @param identities not null
     */
    public void setIdentities(Identities identities) {
        this.identities = identities;
    }

    /**
     * Returns the number of works that were scheduled.
     *
     * @return 0 or more
     */
    public int scheduled() {
        return scheduled.get();
    }

    /**
     * Returns the number of works that run now, or are about to.
     *
     * @return 0 or more
     */
    public int running() {
        return threads.size();
    }

    /**
     * Waits until no work runs.
     *
     * @param limit the longest wait, not null
     * @return whether no work runs
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads.keySet()) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest > 0) {
                thread.join(rest);
            }
        }
        return threads.isEmpty();
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        SecurityContext identity = identityOf(work);
        if (identity != null && identities == Identities.REFUSED) {
            throw new WorkCompletedException(
                    "the fake takes no identities", WorkContextErrorCodes.UNSUPPORTED_CONTEXT_TYPE);
        }
        scheduled.incrementAndGet();
        Thread thread = new Thread(
                () -> {
                    try {
                        run(work, identity, listener);
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "work-" + scheduled);
        thread.setDaemon(true);
        threads.put(thread, true);
        thread.start();
    }

    private void run(Work work, SecurityContext identity, WorkListener listener) {
        if (identity == null || identities == Identities.IGNORED) {
            work.run();
            return;
        }
        switch (identities) {
            case REJECTED_LATER ->
                listener.workRejected(new WorkEvent(
                        this,
                        WorkEvent.WORK_REJECTED,
                        work,
                        new WorkCompletedException(
                                "the fake takes no identities", WorkContextErrorCodes.CONTEXT_SETUP_UNSUPPORTED)));
            case FAILING ->
                listener.workCompleted(new WorkEvent(
                        this,
                        WorkEvent.WORK_COMPLETED,
                        work,
                        new WorkCompletedException(
                                "the fake knows no such user", WorkContextErrorCodes.CONTEXT_SETUP_FAILED)));
            default ->
                callerOf(identity).run(() -> {
                    work.run();
                    if (listener != null) {
                        listener.workCompleted(new WorkEvent(this, WorkEvent.WORK_COMPLETED, work, null));
                    }
                });
        }
    }

    private static SecurityContext identityOf(Work work) {
        if (work instanceof WorkContextProvider provider) {
            for (WorkContext context : provider.getWorkContexts()) {
                if (context instanceof SecurityContext identity) {
                    return identity;
                }
            }
        }
        return null;
    }

    private static Caller callerOf(SecurityContext identity) {
        String[] name = new String[1];
        List<String> groups = new ArrayList<>();
        identity.setupSecurityContext(
                callbacks -> {
                    for (Callback callback : callbacks) {
                        if (callback instanceof CallerPrincipalCallback caller) {
                            name[0] = caller.getName();
                        } else if (callback instanceof GroupPrincipalCallback group) {
                            groups.addAll(List.of(group.getGroups()));
                        }
                    }
                },
                new Subject(),
                null);
        return new Caller(name[0], groups);
    }
}
