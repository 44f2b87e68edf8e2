package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A WorkManager whose works run when the test says so, on the test's thread. Safe for use by several threads. */
public final class FakeWorkManager extends SchedulingWorkManager {

    private final Deque<Work> scheduled = new ArrayDeque<>();
    private boolean full;

    /** Empty, and with room for any number of works. */
    public FakeWorkManager() {
        // nothing to prepare
    }

    /**
     * Lets it reject works, or take them again.
     *
     * @param full true to reject
     */
    public synchronized void setFull(boolean full) {
        this.full = full;
    }

    /**
     * Returns the number of works that are scheduled and have not been run.
     *
     * @return 0 or more
     */
    public synchronized int scheduled() {
        return scheduled.size();
    }

    /**
     * Runs the work that was scheduled first.
     *
     * @return false if there is none
     */
    public boolean runNext() {
        Work next;
        synchronized (this) {
            next = scheduled.pollFirst();
        }
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** Runs works until none is left, also those scheduled meanwhile. */
    public void runAll() {
        boolean more = true;
        while (more) {
            more = runNext();
        }
    }

    @Override
    public void scheduleWork(Work work) throws WorkRejectedException {
        scheduleWork(work, INDEFINITE, null, null);
    }

    @Override
    public synchronized void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkRejectedException {
        if (full) {
            throw new WorkRejectedException("the fake is full");
        }
        scheduled.addLast(work);
    }
}
