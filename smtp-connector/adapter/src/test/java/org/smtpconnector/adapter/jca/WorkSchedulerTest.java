package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkRejectedException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkSchedulerTest {

    /** The Works and listeners that a container keeps, as an idle thread of WildFly's pool does. */
    private final List<Object> kept = new ArrayList<>();

    private final List<String> calls = new ArrayList<>();

    private final class Told implements WorkScheduler.Task {

        @Override
        public boolean run() {
            calls.add("run");
            return false;
        }

        @Override
        public void notRun(Throwable why) {
            calls.add("not run");
        }
    }

    @Test
    void aWorkThatHasRunDoesNotKeepItsTask() {
        WeakReference<WorkScheduler.Task> task = scheduled((work, listener, threads) -> {
            keep(work, listener);
            work.run();
        });

        awaitGone(task);
        assertThat(calls).containsExactly("run");
    }

    @Test
    void aWorkThatWasRejectedDoesNotKeepItsTask() {
        WeakReference<WorkScheduler.Task> task = scheduled((work, listener, threads) -> {
            keep(work, listener);
            listener.workRejected(new WorkEvent(
                    threads, WorkEvent.WORK_REJECTED, work, new WorkRejectedException("a test's pool is full")));
        });

        awaitGone(task);
        assertThat(calls).containsExactly("not run");
    }

    private void keep(Work work, WorkListener listener) {
        kept.addAll(List.of(work, listener));
    }

    /** Schedules a task to which no caller has a reference afterwards. */
    private WeakReference<WorkScheduler.Task> scheduled(FaultyWorks.Fault fate) {
        FaultyWorks works = new FaultyWorks();
        works.next(fate);
        WorkScheduler.Task task = new Told();
        new WorkScheduler(works, "").schedule(WorkSchedulerTest.class.getClassLoader(), null, task);
        return new WeakReference<>(task);
    }

    @SuppressWarnings("SystemGc") // the only way to see what is still reachable
    private void awaitGone(WeakReference<?> reference) {
        await().until(() -> {
            System.gc();
            return reference.get() == null;
        });
        assertThat(kept).hasSize(2);
    }
}
