package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.Handling;
import org.smtpconnector.adapter.session.SmtpApplication.Later;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeWorkManager;

/** Questions are answered once, in order, at most so many at a time, and not later than they may be. */
class DispatchQueueTest {

    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final String UNAVAILABLE = "451 4.3.2";
    private static final String TIMED_OUT = "451 4.4.5";
    private static final String FAILED = "451 4.3.0";
    private static final String COMMITTED = "proceed";
    private static final SmtpActivation BEAN =
            new SmtpActivation(new FakeEndpoints(new ArrayList<>(), () -> message -> {}), new SmtpActivationSpec());

    private final FakeWorkManager workManager = new FakeWorkManager();
    private final List<Hook> given = new ArrayList<>();
    private final DispatchQueue queue = new DispatchQueue(new Works(workManager), given::add, 2, 10);
    private final List<String> performed = new ArrayList<>();

    @Test
    void atMostMaxProcessingsRunAndTheOthersWaitInOrder() {
        List<Question> questions = List.of(question("a"), question("b"), question("c"), question("d"));
        questions.forEach(queue::add);

        assertThat(workManager.scheduled()).isEqualTo(2);
        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.waiting()).isEqualTo(2);

        workManager.runNext();
        assertThat(workManager.scheduled()).isEqualTo(2);
        workManager.runAll();

        assertThat(performed).containsExactly("a", "b", "c", "d");
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
        questions.forEach(queue::add);

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
        second.outcomes.add(new DeliveryOutcome.Exhausted(null));
        queue.add(first);
        queue.add(second);
        // the second is performed while the first still runs
        first.during = workManager::runNext;
        workManager.runNext();

        assertThat(performed).containsExactly("first", "second");
        assertThat(second.answers).isEmpty();
        workManager.runAll();
        assertThat(performed).containsExactly("first", "second", "second");
        assertThat(second.answers).containsExactly(COMMITTED);
    }

    @Test
    void anExhaustedPoolIsLeftAloneUntilTheNextTick() {
        Question only = question("only");
        only.outcomes.add(new DeliveryOutcome.Exhausted(null));
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
        exhausted.outcomes.add(new DeliveryOutcome.Exhausted(null));
        queue.add(exhausted);
        workManager.runAll();
        queue.tick();
        queue.tick();
        workManager.runAll();

        queue.add(question("a"));
        queue.add(question("b"));
        assertThat(workManager.scheduled()).isEqualTo(2);
    }

    @Test
    void whatWaitsTooLongIsUnavailable() {
        Question late = new Question("late", System.nanoTime() - 1);
        queue.add(question("a"));
        queue.add(question("b"));
        queue.add(late);
        queue.tick();

        assertThat(late.answers).containsExactly(UNAVAILABLE);
        assertThat(queue.waiting()).isZero();
        workManager.runAll();
        assertThat(performed).doesNotContain("late");
    }

    @Test
    void whatRunsTooLongIsAnsweredAndKeepsItsPermitAndCannotCommit() {
        Question slow = new Question("slow", System.nanoTime() - 1);
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
        Question slow = new Question("slow", System.nanoTime() - 1);
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
        SmtpActivation leaving =
                new SmtpActivation(new FakeEndpoints(new ArrayList<>(), () -> message -> {}), new SmtpActivationSpec());
        Question question = question("late");
        question.bean = leaving;
        leaving.setInactive();
        queue.add(question);
        workManager.runAll();

        assertThat(performed).isEmpty();
        assertThat(question.answers).containsExactly(UNAVAILABLE);
    }

    @Test
    void aBeanThatIsLeavingIsWaitedFor() throws Exception {
        Question question = question("running");
        queue.add(question);
        Thread deployer = new Thread(() -> queue.awaitReturn(BEAN, Duration.ofMinutes(1)));
        deployer.start();
        await().until(() -> deployer.getState() == Thread.State.TIMED_WAITING);
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
        rolledBack.outcomes.add(new DeliveryOutcome.RolledBack());
        Question late = new Question("late", System.nanoTime() - 1);
        queue.add(taken);
        queue.add(unwanted);
        queue.add(rolledBack);
        queue.add(late);
        queue.tick();
        workManager.runAll();

        assertThat(List.of(taken, unwanted, rolledBack, late))
                .extracting(question -> question.handlings.get(0).result())
                .containsExactly(
                        Handling.Result.COMMITTED,
                        Handling.Result.UNWANTED,
                        Handling.Result.ROLLED_BACK,
                        Handling.Result.UNAVAILABLE);
        assertThat(taken.handlings).singleElement().satisfies(handling -> {
            assertThat(handling.beans()).containsExactly(BEAN.beanName());
            assertThat(handling.queuedNanos()).isPositive();
            assertThat(handling.processingNanos()).isPositive();
        });
        assertThat(late.handlings.get(0).processingNanos()).isZero();
    }

    @Test
    void aWorkManagerThatIsFullIsNoDeadSession() {
        workManager.setFull(true);
        Question question = question("a");
        queue.add(question);

        assertThat(question.answers).containsExactly(UNAVAILABLE);
        assertThat(queue.running()).isZero();
    }

    @Test
    void anErrorOfOursIsNoDeadSession() {
        Question question = question("a");
        question.during = () -> {
            throw new IllegalStateException("ours");
        };
        queue.add(question);
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(workManager::runAll);

        assertThat(question.answers).containsExactly(FAILED);
        assertThat(queue.running()).isZero();
    }

    private Question question(String name) {
        return new Question(name, System.nanoTime() + NEVER);
    }

    private final class Question extends Dispatch {

        private final String name;
        private final List<String> answers;
        private final List<Duration> delays;
        private final List<Handling> handlings;
        private final List<DeliveryOutcome> outcomes = new ArrayList<>();
        private Runnable during = () -> {};
        private boolean wanted = true;
        private SmtpActivation bean = BEAN;

        Question(String name, long deadline) {
            this(name, deadline, new Client());
        }

        private Question(String name, long deadline, Client client) {
            super(Hook.RCPT_TO, new Context(Sessions.FACTS, new SessionScope(), "test-1", deadline), client);
            this.name = name;
            this.answers = client.answers;
            this.delays = client.delays;
            this.handlings = client.handlings;
            client.question = this;
        }

        @Override
        List<SmtpActivation> beans() {
            return List.of(bean);
        }

        @Override
        DeliveryOutcome perform() {
            performed.add(name);
            during.run();
            return outcomes.isEmpty() ? new DeliveryOutcome.Committed() : outcomes.remove(0);
        }

        @Override
        HookResult committed() {
            return HookResult.PROCEED;
        }
    }

    private static final class Client implements Later {

        private final List<String> answers = new ArrayList<>();
        private final List<Duration> delays = new ArrayList<>();
        private final List<Handling> handlings = new ArrayList<>();
        private Question question;

        @Override
        public void handled(Handling handling) {
            handlings.add(handling);
        }

        @Override
        public void decided(HookResult decision) {
            decidedAfter(Duration.ZERO, decision);
        }

        @Override
        public void decidedAfter(Duration delay, HookResult decision) {
            delays.add(delay);
            answers.add(
                    decision instanceof HookResult.Answer answer
                            ? answer.reply().code() + " " + answer.reply().enhancedCode()
                            : COMMITTED);
        }

        @Override
        public boolean isWanted() {
            return question.wanted;
        }
    }
}
