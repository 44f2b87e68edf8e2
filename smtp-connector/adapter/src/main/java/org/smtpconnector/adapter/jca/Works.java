package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The container's threads. The one class that touches the WorkManager.
 *
 * <p>Only {@code scheduleWork}: on Payara the other two hang for ever when the pool is exhausted, even with a time-out.
 * Nothing here bounds how much is scheduled; {@link DispatchQueue} does.
 */
final class Works {

    private static final System.Logger LOG = System.getLogger(Works.class.getName());

    private final WorkManager workManager;

    /** Whether the server has taken every identity so far. What it says of itself beforehand proves nothing. */
    private final AtomicBoolean takesIdentities = new AtomicBoolean(true);

    Works(WorkManager workManager) {
        this.workManager = workManager;
    }

    /**
     * For tasks of the adapter's own: the event loops, each of which has a thread of the container for as long as the loop runs,
     * and short ones that may wait.
     */
    Executor tasks() {
        return task -> {
            try {
                schedule(getClass().getClassLoader(), null, task);
            } catch (WorkException e) {
                throw new RejectedExecutionException("The container's WorkManager has no thread", e);
            }
        };
    }

    /**
     * Schedules a task.
     *
     * @param loader the context class loader that the task sees; servers differ in what a Work has, so it is always set
     * @param identity in whose name the task runs; null for nobody's. A server that refuses identities runs it all the same
     * @throws WorkException if the container does not take it; then the task will not run
     */
    void schedule(ClassLoader loader, Identity identity, Runnable task) throws WorkException {
        if (identity != null && takesIdentities.get()) {
            IdentifiedWork work = new IdentifiedWork(loader, identity, task);
            try {
                workManager.scheduleWork(work, WorkManager.INDEFINITE, null, new Fallback(work));
                return;
            } catch (WorkException e) {
                refused(e);
            }
        }
        workManager.scheduleWork(new TaskWork(loader, task));
    }

    private void refused(Exception cause) {
        if (takesIdentities.compareAndSet(true, false)) {
            LOG.log(
                    WARNING,
                    "This server does not take the identity of SMTP users: beans find it in the session only",
                    cause);
        }
    }

    /** Runs a task anew, in nobody's name, if the server refused its identity after it had taken the work. */
    private final class Fallback extends WorkAdapter {

        private final IdentifiedWork work;

        Fallback(IdentifiedWork work) {
            this.work = work;
        }

        @Override
        public void workRejected(WorkEvent event) {
            again(event);
        }

        @Override
        public void workCompleted(WorkEvent event) {
            if (event.getException() != null) {
                again(event);
            }
        }

        private void again(WorkEvent event) {
            if (!work.begin()) {
                return; // it has run: the exception is its own
            }
            refused(event.getException());
            try {
                workManager.scheduleWork(new TaskWork(work.loader, work.task));
            } catch (WorkException e) {
                LOG.log(WARNING, "The container's WorkManager did not take a delivery a second time", e);
                Works.run(
                        work.loader,
                        work.task); // what it has to answer must be answered; this thread is the container's too
            }
        }
    }

    private static void run(ClassLoader loader, Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private record TaskWork(ClassLoader loader, Runnable task) implements Work {

        @Override
        public void run() {
            Works.run(loader, task);
        }

        @Override
        public void release() {
            // Payara never calls this; event loops end through the transport, deliveries by themselves.
        }
    }

    /** A work with an identity (Jakarta Connectors 2.1, chapter 16). */
    private static final class IdentifiedWork implements Work, WorkContextProvider {

        private static final long serialVersionUID = 1L;

        private final transient ClassLoader loader;
        private final transient Identity identity;
        private final transient Runnable task;
        private final transient AtomicBoolean begun = new AtomicBoolean();

        IdentifiedWork(ClassLoader loader, Identity identity, Runnable task) {
            this.loader = loader;
            this.identity = identity;
            this.task = task;
        }

        /** True for the first caller only. */
        boolean begin() {
            return begun.compareAndSet(false, true);
        }

        @Override
        public List<WorkContext> getWorkContexts() {
            return List.of(new IdentityContext(identity));
        }

        @Override
        public void run() {
            if (begin()) {
                Works.run(loader, task);
            }
        }

        @Override
        public void release() {
            // see TaskWork
        }
    }
}
