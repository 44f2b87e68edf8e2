package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.LogCapture;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.testkit.jca.FakeEndpoints;

/** Questions are answered once, in order, at most so many at a time, and not later than they may be. */
class DeliveryLifecycleTest extends LifecycleFixture {

    @Test
    void atMostMaxProcessingsRunAndTheOthersWaitInOrder() {
        List<Question> questions = List.of(question("a"), question("b"), question("c"), question("d"));
        questions.forEach(queue::add);
        letPatienceEnd();

        assertThat(workManager.scheduled()).isEqualTo(2);
        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.waiting()).isEqualTo(2);

        workManager.runAll();
        assertThat(performed).containsExactly("a", "c", "d", "b"); // the lane of a goes on before the lane of b begins
        assertThat(given).hasSize(4);
        assertThat(questions)
                .allSatisfy(question -> assertThat(question.answers).containsExactly(COMMITTED));
        assertThat(queue.running()).isZero();
    }

    @Test
    void moreThanMaxQueuedProcessingsAreRefusedAtOnce() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            questions.add(question("q" + i));
        }
        questions.subList(0, 2).forEach(queue::add);
        letPatienceEnd();
        questions.subList(2, 15).forEach(queue::add);

        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.waiting()).isEqualTo(10);
        assertThat(questions.subList(12, 15))
                .allSatisfy(question -> assertThat(question.answers).containsExactly("451 4.3.2"));
        workManager.runAll();
        assertThat(performed).hasSize(12);
        assertThat(questions.subList(0, 12))
                .allSatisfy(question -> assertThat(question.answers).containsExactly(COMMITTED));
        Question later = question("later");
        queue.add(later);
        workManager.runAll();
        assertThat(later.answers).containsExactly(COMMITTED);
    }

    @Test
    void anExhaustedPoolIsTriedAgainWhenADeliveryEnds() {
        Question first = question("first");
        Question second = question("second");
        second.exhausted = 1;
        queue.add(first);
        queue.add(second);
        letPatienceEnd();
        // the second is performed while the first still runs
        first.during = workManager::runNext;
        workManager.runNext();

        assertThat(performed).containsExactly("first", "second", "second");
        assertThat(second.answers).containsExactly(COMMITTED);
    }

    @Test
    void anExhaustedPoolIsLeftAloneUntilTheNextTick() {
        Question only = question("only");
        only.exhausted = 1;
        queue.add(only);
        workManager.runAll();

        assertThat(performed).containsExactly("only");
        assertThat(queue.waiting()).isEqualTo(1);
        queue.tick();
        workManager.runAll();
        assertThat(only.answers).containsExactly(COMMITTED);
        assertThat(given).containsExactly(Hook.RCPT_TO, Hook.RCPT_TO); // two Works for one question
    }

    @Test
    void thePoolThatRecoversIsUsedInFullAgain() {
        Question exhausted = question("exhausted");
        exhausted.exhausted = 1;
        queue.add(exhausted);
        workManager.runAll();
        queue.tick();
        queue.tick();
        workManager.runAll();

        queue.add(question("a"));
        queue.add(question("b"));
        letPatienceEnd();
        assertThat(workManager.scheduled()).isEqualTo(2);
    }

    @Test
    void whatWaitsTooLongIsUnavailable() {
        Question late = new Question("late", now - 1);
        queue.add(question("a"));
        queue.add(question("b"));
        letPatienceEnd();
        queue.add(late);
        queue.tick();

        assertThat(late.answers).containsExactly(UNAVAILABLE);
        assertThat(queue.waiting()).isZero();
        workManager.runAll();
        assertThat(performed).doesNotContain("late");
    }

    @Test
    void callsThatFindNoBeanInTimeAreWarnedOfOnceAMinuteWithTheLimit() {
        queue.add(question("a"));
        queue.add(question("b"));
        letPatienceEnd();
        try (LogCapture lines = new LogCapture(BusyWarning.class.getName(), Level.INFO)) {
            for (long minutes : List.of(0, 0, 1)) {
                now += Duration.ofMinutes(minutes).toNanos();
                queue.add(new Question("late", now - 1));
                queue.add(new Question("later", now - 1));
                queue.tick();
                log.flush();
            }
            assertThat(lines.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("and for 1 more: 2 calls of beans are running, and max-processings is 2"));
        }
    }

    /** A call has the message: thousands of lines that wait for a log must not keep thousands of messages. */
    @Test
    void aLineThatWaitsForTheLogDoesNotKeepTheCall() {
        try (LogCapture slow = new LogCapture(Invocation.class.getName(), Level.INFO);
                LogCapture busy = new LogCapture(BusyWarning.class.getName(), Level.INFO)) {
            WeakReference<Question> called = add("slow", queue::tick);
            workManager.runAll();
            queue.add(question("a"));
            queue.add(question("b"));
            letPatienceEnd();
            WeakReference<Question> late = add("late", () -> {});
            queue.tick();
            workManager.runAll();
            await().until(() -> {
                System.gc();
                return called.refersTo(null) && late.refersTo(null);
            });

            assertThat(slow.lines()).isEmpty();
            assertThat(busy.lines()).isEmpty();
            log.flush();
            assertThat(slow.lines()).hasSize(1);
            assertThat(busy.lines()).singleElement().asString().contains("for onRcptTo of test-1, and for 0 more");
        }
    }

    /** Adds a call whose time is over. */
    private WeakReference<Question> add(String name, Runnable during) {
        Question question = new Question(name, now - 1);
        question.during = during;
        queue.add(question);
        return new WeakReference<>(question);
    }

    /** The clock ticks on an event loop: a log that hangs must not hang the sessions. */
    @Test
    void theLogHearsOfItLaterOnAThreadThatMayWait() {
        Question slow = new Question("slow", now - 1);
        slow.during = queue::tick;
        try (LogCapture lines = new LogCapture(Invocation.class.getName(), Level.INFO)) {
            queue.add(slow);
            workManager.runAll();
            assertThat(slow.answers).containsExactly(TIMED_OUT);
            assertThat(lines.lines()).isEmpty();
            log.flush();
            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .contains("took longer than timeout.processing = PT")
                    .contains("keeps its thread");
        }
    }

    @Test
    void whatRunsTooLongIsAnsweredAndKeepsItsPermitAndCannotCommit() {
        Question slow = new Question("slow", now - 1);
        boolean[] claimed = {true};
        slow.during = () -> {
            queue.tick();
            assertThat(queue.running()).isEqualTo(1);
            claimed[0] = slow.claim();
        };
        queue.add(slow);
        workManager.runAll();

        assertThat(slow.answers).containsExactly(TIMED_OUT);
        assertThat(claimed[0]).isFalse();
        assertThat(queue.running()).isZero();
    }

    @Test
    void onceTheCommitHasBegunTimeNoLongerCounts() {
        Question slow = new Question("slow", now - 1);
        slow.during = () -> {
            assertThat(slow.claim()).isTrue();
            queue.tick();
        };
        queue.add(slow);
        workManager.runAll();

        assertThat(slow.answers).containsExactly(COMMITTED);
    }

    @Test
    void whatNobodyWantsIsNotPerformed() {
        Question unwanted = question("unwanted");
        unwanted.wanted = false;
        queue.add(unwanted);
        workManager.runAll();

        assertThat(performed).isEmpty();
        assertThat(queue.running()).isZero();
    }

    @Test
    void aBeanThatIsLeavingGetsNoMore() {
        EndpointActivation leaving = new EndpointActivation(
                new FakeEndpoints(new ArrayList<>(), () -> message -> {}),
                new SmtpActivationSpec(),
                ApplicationStart.BY_ENDPOINT,
                new HookChoices());
        Question question = question("late", leaving);
        leaving.setInactive();
        queue.add(question);
        workManager.runAll();

        assertThat(performed).isEmpty();
        assertThat(question.answers).containsExactly(UNAVAILABLE);
    }

    @Test
    void aBeanThatIsLeavingIsWaitedFor() throws Exception {
        Question question = question("running");
        Thread deployer = new Thread(() -> queue.awaitReturn(BEAN, Duration.ofMinutes(1)));
        question.during = () -> {
            deployer.start();
            await().until(() -> deployer.getState() == Thread.State.TIMED_WAITING);
        };
        queue.add(question);
        workManager.runAll();

        deployer.join(10_000);
        assertThat(deployer.isAlive()).isFalse();
    }

    @Test
    void aReplyThatShallWaitHoldsNoThread() {
        Question question = question("tarpit");
        question.during = () -> {
            question.session().delayReply(Duration.ofSeconds(5));
            question.session().delayReply(Duration.ofSeconds(2));
        };
        queue.add(question);
        workManager.runAll();

        assertThat(question.answers).containsExactly(COMMITTED);
        assertThat(question.delays).containsExactly(Duration.ofSeconds(5));
        assertThat(queue.running()).isZero();
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> question.session().delayReply(Duration.ofSeconds(1)));
    }

    @Test
    void whoWatchesIsToldHowItEndedAndHowLongItTook() {
        Question taken = question("taken");
        Question unwanted = question("unwanted");
        unwanted.wanted = false;
        Question rolledBack = question("rolledBack");
        rolledBack.verdict = rolledBack.rolledBack();
        Question late = new Question("late", now - 1);
        queue.add(taken);
        queue.add(unwanted);
        queue.add(rolledBack);
        queue.add(late);
        queue.tick();
        workManager.runAll();

        assertThat(List.of(taken, unwanted, rolledBack, late))
                .extracting(question -> question.verdicts.get(0).outcome())
                .containsExactly(Outcome.ACCEPTED, Outcome.DISCONNECTED, Outcome.ROLLED_BACK, Outcome.UNAVAILABLE);
        assertThat(taken.verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.beans()).containsExactly(BEAN.beanName());
            assertThat(verdict.queuedNanos()).isPositive();
            assertThat(verdict.processingNanos()).isPositive();
        });
        assertThat(late.verdicts.get(0).processingNanos()).isZero();
    }

    @Test
    void aWorkManagerThatIsFullIsNoDeadSession() {
        workManager.setFull(true);
        Question question = question("a");
        queue.add(question);

        assertThat(question.answers).isEmpty();
        assertThat(queue.running()).isZero();
        workManager.setFull(false);
        queue.tick();
        workManager.runAll();
        assertThat(question.answers).containsExactly(COMMITTED);
    }

    @Test
    void anErrorOfOursIsNoDeadSession() {
        Question question = question("a");
        question.during = () -> {
            throw new IllegalStateException("ours");
        };
        queue.add(question);
        workManager.runAll();

        assertThat(question.answers).containsExactly(FAILED);
        assertThat(queue.running()).isZero();
    }
}
