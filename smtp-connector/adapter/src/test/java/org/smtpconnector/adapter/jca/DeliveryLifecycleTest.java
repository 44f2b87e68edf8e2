package org.smtpconnector.adapter.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Verdict;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeWorkManager;

/** Questions are answered once, in order, at most so many at a time, and not later than they may be. */
class DeliveryLifecycleTest {

    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final String UNAVAILABLE = "451 4.3.2";
    private static final String TIMED_OUT = "451 4.4.5";
    private static final String FAILED = "451 4.3.0";
    private static final String COMMITTED = "proceed";
    private static final EndpointActivation BEAN = new EndpointActivation(
            new FakeEndpoints(new ArrayList<>(), () -> message -> {}),
            new SmtpActivationSpec(),
            ApplicationStart.BY_ENDPOINT);

    private static final Duration PATIENCE = Duration.ofMillis(1);

    /** The time, in nanoseconds. */
    private long now = 1_000_000_000;

    private final FakeWorkManager workManager = new FakeWorkManager();
    private final List<Hook> given = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final DeliveryLifecycle queue = lifecycle(10);

    private DeliveryLifecycle lifecycle(int maxWaiting) {
        return new DeliveryLifecycle(
                new ContainerServices(
                        new WorkScheduler(workManager, ""), null, null, () -> now++, ContainerServices::await),
                (delay, task) -> timers.add(task),
                given::add,
                2,
                maxWaiting);
    }

    private final List<String> performed = new ArrayList<>();

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
    void fastCallsShareOneLane() {
        List<Question> questions = List.of(question("a"), question("b"), question("c"), question("d"));
        questions.forEach(queue::add);

        assertThat(workManager.scheduled()).isEqualTo(1);
        workManager.runNext();
        assertThat(performed).containsExactly("a", "b", "c", "d");
        assertThat(given).hasSize(4);
        assertThat(workManager.scheduled()).isZero();
        assertThat(queue.running()).isZero();
    }

    @Test
    void aCallThatHasWaitedInVainForAMillisecondGetsALaneOfItsOwn() {
        Question blocked = question("blocked");
        blocked.during = () -> {
            queue.add(question("b"));
            assertThat(workManager.scheduled()).isZero();
            letPatienceEnd();
            assertThat(workManager.scheduled()).isEqualTo(1);
            workManager.runNext();
            assertThat(performed).containsExactly("blocked", "b");
        };
        queue.add(blocked);
        workManager.runAll();
        assertThat(blocked.answers).containsExactly(COMMITTED);
    }

    @Test
    void aBeanThatHasBeenBusyForLongIsNotWaitedFor() {
        Question busy = question("busy");
        busy.during = () -> {
            now += PATIENCE.toNanos();
            queue.add(question("b"));
            assertThat(workManager.scheduled()).isEqualTo(1);
        };
        queue.add(busy);
        workManager.runAll();
        assertThat(performed).containsExactly("busy", "b");
    }

    @Test
    void whereCallsAreSlowEachGetsALaneAtOnce() {
        for (int i = 0; i < 3; i++) {
            Question slow = question("slow");
            slow.during = () -> now += Duration.ofMillis(20).toNanos();
            queue.add(slow);
            workManager.runAll();
        }

        queue.add(question("a"));
        queue.add(question("b"));
        assertThat(workManager.scheduled()).isEqualTo(2);
    }

    @Test
    void aLaneMakesNoCallOfAnotherUserAndNoneOvertakes() {
        queue.add(question("nobody"));
        queue.add(new Question("bob", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of("staff"))));
        queue.add(question("nobody again"));
        assertThat(workManager.scheduled()).isEqualTo(2);
        workManager.runNext();
        assertThat(performed).containsExactly("nobody", "nobody again");

        performed.clear();
        queue.add(new Question("bob without groups", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of())));
        assertThat(queue.waiting()).isEqualTo(0);
        workManager.runNext();
        assertThat(performed).containsExactly("bob");
        workManager.runNext();
        assertThat(performed).containsExactly("bob", "bob without groups");
    }

    @Test
    void aLaneEndsForACallThatItMayNotMake() {
        Question first = question("first");
        Question second = question("second");
        queue.add(first);
        queue.add(second);
        letPatienceEnd(); // both permits are taken
        queue.add(new Question("bob", now + NEVER, new Client(), BEAN, new Caller("bob", Set.of())));
        queue.add(question("younger"));

        workManager.runNext();
        assertThat(performed).containsExactly("first");
        assertThat(given)
                .hasSize(
                        3); // the permit of the first lane went to bob's call, which had waited longer than the younger
        // one
        workManager.runAll();
        assertThat(performed).containsExactlyInAnyOrder("first", "second", "bob", "younger");
    }

    @Test
    void aLaneGivesItsThreadBackAfterAWhileAlthoughCallsWait() {
        Question first = question("first");
        Question second = question("second");
        queue.add(first);
        queue.add(second);
        first.during = () -> now += Duration.ofMillis(50).toNanos();
        workManager.runNext();

        assertThat(performed).containsExactly("first");
        assertThat(workManager.scheduled()).isEqualTo(1);
        workManager.runNext();
        assertThat(second.answers).containsExactly(COMMITTED);
    }

    @Test
    void theContextClassLoaderIsSetAnewForEachCallOfALane() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> loaders = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Question question = question(name);
            question.during = () -> {
                loaders.add(Thread.currentThread().getContextClassLoader());
                Thread.currentThread().setContextClassLoader(null);
            };
            queue.add(question);
        }
        workManager.runNext();

        assertThat(loaders).containsExactly(BEAN.loader(), BEAN.loader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void whereNoCallMayWaitALaneIsOpenedForEach() {
        DeliveryLifecycle impatient = lifecycle(0);
        Question first = question("first");
        Question second = question("second");
        impatient.add(first);
        impatient.add(second);
        workManager.runAll();

        assertThat(List.of(first, second))
                .allSatisfy(question -> assertThat(question.answers).containsExactly(COMMITTED));
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
                ApplicationStart.BY_ENDPOINT);
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

    /** The time passes in which calls wait for running lanes. */
    private void letPatienceEnd() {
        now += PATIENCE.toNanos();
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    private Question question(String name) {
        return new Question(name, now + NEVER);
    }

    private Question question(String name, EndpointActivation bean) {
        return new Question(name, now + NEVER, new Client(), bean, null);
    }

    private final class Question extends Invocation {

        private final String name;
        private final List<String> answers;
        private final List<Duration> delays;
        private final List<Verdict> verdicts;
        private Verdict verdict = Verdict.PROCEED;
        private int exhausted;
        private Runnable during = () -> {};
        private boolean wanted = true;

        Question(String name, long deadline) {
            this(name, deadline, new Client(), BEAN, null);
        }

        private Question(String name, long deadline, Client client, EndpointActivation bean, Caller caller) {
            super(
                    Hook.RCPT_TO,
                    new Context(Sessions.of(caller), new ConnectionScope(), "test-1", now - 1, deadline),
                    List.of(bean),
                    client);
            this.name = name;
            this.answers = client.answers;
            this.delays = client.delays;
            this.verdicts = client.verdicts;
            client.question = this;
        }

        @Override
        Verdict perform(EndpointInvoker invoker) throws UnavailableException {
            performed.add(name);
            during.run();
            if (exhausted-- > 0) {
                throw new UnavailableException("a test");
            }
            return verdict;
        }

        @Override
        public void to(EndpointActivation activation, SmtpMessageListener bean) {
            throw new AssertionError("performed without an invoker");
        }

        @Override
        public Verdict committed() {
            return Verdict.PROCEED;
        }
    }

    private static final class Client implements VerdictCallback {

        private final List<String> answers = new ArrayList<>();
        private final List<Duration> delays = new ArrayList<>();
        private final List<Verdict> verdicts = new ArrayList<>();
        private Question question;

        @Override
        public void decided(Verdict verdict, Duration delay) {
            verdicts.add(verdict);
            delays.add(delay);
            answers.add(
                    verdict.result() instanceof HookResult.Answer answer
                            ? answer.reply().code() + " " + answer.reply().enhancedCode()
                            : COMMITTED);
        }

        @Override
        public boolean isWanted() {
            return question.wanted;
        }
    }
}
