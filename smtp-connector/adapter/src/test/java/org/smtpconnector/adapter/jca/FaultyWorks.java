package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.smtpconnector.testkit.jca.ThreadWorkManager;

/** A WorkManager that does with the next Works what a test says, and gives all others a thread. */
final class FaultyWorks implements WorkManager {

    /** The fate of one Work. */
    interface Fault {
        void schedule(Work work, WorkListener listener, WorkManager threads) throws WorkException;
    }

    /** The Work runs. */
    static final Fault RUNS = (work, listener, threads) -> threads.scheduleWork(work, INDEFINITE, null, listener);

    /** The Work is taken, and never heard of again. */
    static final Fault DROPPED = (work, listener, threads) -> {};

    private final ThreadWorkManager threads = new ThreadWorkManager();
    private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile WorkException always;

    /** The fate of the next Work that is scheduled; of those after it, if there is one for them. */
    void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    /** From now on every Work is refused; null to take them again. */
    void refuseAll(WorkException reason) {
        always = reason;
    }

    /** Returns the number of Works that were refused by {@link #refuseAll}. */
    int refused() {
        return refused.get();
    }

    /** The Work is taken, and its listener hears that it was rejected. */
    static Fault rejectedLater(WorkException reason) {
        return (work, listener, threads) -> new Thread(
                        () -> listener.workRejected(new WorkEvent(threads, WorkEvent.WORK_REJECTED, work, reason)))
                .start();
    }

    @Override
    public void scheduleWork(Work work) throws WorkException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        WorkException reason = always;
        if (reason != null) {
            refused.incrementAndGet();
            throw reason;
        }
        Fault fault = next.poll();
        (fault == null ? RUNS : fault).schedule(work, listener, threads);
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException();
    }
}
