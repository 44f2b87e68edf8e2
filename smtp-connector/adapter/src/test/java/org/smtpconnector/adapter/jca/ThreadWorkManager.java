package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.atomic.AtomicInteger;

/** A WorkManager that gives each work a thread of its own, and counts. */
final class ThreadWorkManager implements WorkManager {

    private final AtomicInteger scheduled = new AtomicInteger();

    int scheduled() {
        return scheduled.get();
    }

    @Override
    public void scheduleWork(Work work) {
        scheduled.incrementAndGet();
        Thread thread = new Thread(work, "work-" + scheduled);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        scheduleWork(work);
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
