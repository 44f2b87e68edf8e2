package org.smtpconnector.testkit.jca;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;

/** A WorkManager that schedules works and does nothing else: the rest is not safe on every server. */
abstract class SchedulingWorkManager implements WorkManager {

    @Override
    public final void doWork(Work work) {
        throw new UnsupportedOperationException("doWork hangs on an exhausted pool");
    }

    @Override
    public final void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("doWork hangs on an exhausted pool");
    }

    @Override
    public final long startWork(Work work) {
        throw new UnsupportedOperationException("startWork hangs on an exhausted pool");
    }

    @Override
    public final long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new UnsupportedOperationException("startWork hangs on an exhausted pool");
    }
}
