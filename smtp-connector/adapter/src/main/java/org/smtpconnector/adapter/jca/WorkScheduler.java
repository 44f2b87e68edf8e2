package org.smtpconnector.adapter.jca;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextErrorCodes;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.smtpconnector.protocol.Caller;

/**
 * Schedules the adapter's Works. The one class that touches the WorkManager. Safe for use by several threads.
 *
 * <p>It uses {@code scheduleWork} only: on Payara the other two methods hang for ever when the pool is exhausted, even with a time-out.
 * It does not bound the number of Works; {@link DeliveryLifecycle} does.
 */
final class WorkScheduler {

    /** A task for a thread of the container. One of the two methods is called, unless the container drops the Work. */
    interface Task {

        /**
         * Runs the task on a thread of the container.
         *
         * @return whether the task goes on: it is run again then, as if it had a Work of its own
         */
        boolean run();

        /**
         * Tells that the task will not run: the container has no thread, or has rejected the Work later. On the thread that scheduled the
         * task, or on one of the container's.
         */
        void notRun(Throwable why);
    }

    private static final System.Logger LOG = System.getLogger(WorkScheduler.class.getName());

    private static final Set<String> CONTEXT_ERRORS = Set.of(
            WorkContextErrorCodes.UNSUPPORTED_CONTEXT_TYPE,
            WorkContextErrorCodes.DUPLICATE_CONTEXTS,
            WorkContextErrorCodes.CONTEXT_SETUP_FAILED,
            WorkContextErrorCodes.CONTEXT_SETUP_UNSUPPORTED);

    private final WorkManager workManager;

    /** Whether the server has taken every caller so far. What it says of itself beforehand proves nothing. */
    private final AtomicBoolean takesCallers = new AtomicBoolean(true);

    /** The sentence about callers on this server, for a warning. */
    private final String adviceOnCallers;

    WorkScheduler(WorkManager workManager, String adviceOnCallers) {
        this.workManager = workManager;
        this.adviceOnCallers = adviceOnCallers;
    }

    /**
     * Returns an executor for tasks of the adapter's own: the event loops, each of which has a thread of the container for as long as the
     * loop runs, and short ones that may wait.
     *
     * @return throws RejectedExecutionException if the container has no thread; a task that the container rejects later is scheduled once
     *     more
     */
    Executor tasks() {
        return task -> {
            OwnTask own = new OwnTask(task);
            schedule(getClass().getClassLoader(), null, own);
            own.submitted();
        };
    }

    /**
     * Schedules a task; never throws.
     *
     * @param loader the context class loader that the task sees; servers differ in the one that a Work has, so it is always set
     * @param caller the user in whose name the task runs; null for none. A server that does not take callers runs the task in nobody's name
     */
    void schedule(ClassLoader loader, Caller caller, Task task) {
        LoadedTask loaded = new LoadedTask(loader, task);
        ScheduledWork work =
                caller != null && takesCallers.get() ? new IdentifiedWork(loaded, caller) : new ScheduledWork(loaded);
        ThreadOrigin.hide(() -> submit(work));
    }

    private void submit(ScheduledWork work) {
        try {
            workManager.scheduleWork(work, WorkManager.INDEFINITE, null, work.listener());
        } catch (Throwable e) { // whatever a container throws here must not reach the session at hand
            work.giveUp(e);
        }
    }

    /** A task and the context class loader that it sees. */
    private record LoadedTask(ClassLoader loader, Task task) {}

    /**
     * One Work and what its listener hears: run at most once, given up at most once, never both. It lets go of the task then, since a
     * container's idle thread may keep the last Work that it ran, and with it the session and the message.
     */
    private static class ScheduledWork implements Work {

        private final AtomicReference<LoadedTask> pending;

        ScheduledWork(LoadedTask task) {
            pending = new AtomicReference<>(task);
        }

        WorkAdapter listener() {
            return new WorkAdapter() {
                @Override
                public void workRejected(WorkEvent event) {
                    giveUp(event.getException());
                }

                @Override
                public void workCompleted(WorkEvent event) {
                    if (event.getException() != null) {
                        giveUp(event.getException()); // does nothing if the task has run: the exception is its own
                    }
                }
            };
        }

        @Override
        public final void run() {
            LoadedTask next = pending.getAndSet(null);
            if (next == null) {
                return;
            }
            beginning();
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            try {
                boolean goesOn;
                do {
                    thread.setContextClassLoader(next.loader()); // application code may have left another one
                    goesOn = next.task().run();
                } while (goesOn);
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        /** Called on the container's thread before the task runs. */
        void beginning() {
            // nothing is expected of the container
        }

        final void giveUp(Throwable why) {
            LoadedTask dropped = pending.getAndSet(null);
            if (dropped != null) {
                givenUp(dropped, why);
            }
        }

        void givenUp(LoadedTask dropped, Throwable why) {
            dropped.task().notRun(why);
        }

        @Override
        public void release() {
            // Payara never calls this; event loops end through the server, deliveries by themselves.
        }
    }

    /** A Work in the name of a caller (Jakarta Connectors 2.1, chapter 16). */
    private final class IdentifiedWork extends ScheduledWork implements WorkContextProvider {

        private static final long serialVersionUID = 1L;

        private final transient CallerContext context;

        IdentifiedWork(LoadedTask task, Caller caller) {
            super(task);
            this.context = new CallerContext(caller);
        }

        @Override
        public List<WorkContext> getWorkContexts() {
            return List.of(context);
        }

        /** A server that does not take the caller gets the task anew, in nobody's name; one that has no thread does not. */
        @Override
        void givenUp(LoadedTask dropped, Throwable why) {
            if (!context.hasFailed() && !isContextError(why)) {
                super.givenUp(dropped, why);
                return;
            }
            callersAreNotTaken(why);
            schedule(dropped.loader(), null, dropped.task());
        }

        /** A server that knows no contexts runs the Work all the same, in nobody's name. */
        @Override
        void beginning() {
            if (!context.isSetUp()) {
                callersAreNotTaken(null);
            }
        }
    }

    private void callersAreNotTaken(Throwable why) {
        if (takesCallers.compareAndSet(true, false)) {
            LOG.log(
                    WARNING,
                    "This server does not take the identity of SMTP users: beans find it in the session only. "
                            + adviceOnCallers,
                    why);
        }
    }

    private static boolean isContextError(Throwable why) {
        // A WorkRejectedException has codes of the same numbers that mean something else, such as a start time-out.
        return why instanceof WorkCompletedException completed
                && completed.getErrorCode() != null
                && CONTEXT_ERRORS.contains(completed.getErrorCode());
    }

    /** A task of the adapter's own; that it was rejected is told by an exception as long as the caller can hear of it. */
    private final class OwnTask implements Task {

        private final Runnable task;

        /** The reason why the task will not run, or {@link #submitted} if the caller has gone on; null before either. */
        private final AtomicReference<Object> fate = new AtomicReference<>();

        private static final Object HEARD = new Object();

        OwnTask(Runnable task) {
            this.task = task;
        }

        @Override
        public boolean run() {
            task.run();
            return false;
        }

        void submitted() {
            if (!fate.compareAndSet(null, HEARD)) {
                throw new RejectedExecutionException(
                        "The container's WorkManager has no thread", (Throwable) fate.get());
            }
        }

        @Override
        public void notRun(Throwable why) {
            if (fate.compareAndSet(null, why == null ? new RejectedExecutionException("no reason given") : why)) {
                return;
            }
            LOG.log(WARNING, "The container has rejected a task of the SMTP connector that it had taken", why);
            schedule(getClass().getClassLoader(), null, new Task() {
                @Override
                public boolean run() {
                    task.run();
                    return false;
                }

                @Override
                public void notRun(Throwable again) {
                    LOG.log(ERROR, "The container has no thread for a task of the SMTP connector", again);
                }
            });
        }
    }
}
