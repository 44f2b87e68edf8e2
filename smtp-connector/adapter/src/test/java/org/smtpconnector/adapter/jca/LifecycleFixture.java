package org.smtpconnector.adapter.jca;

import jakarta.resource.spi.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.smtpconnector.adapter.events.LogWriter;
import org.smtpconnector.adapter.session.SmtpApplication.VerdictCallback;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Verdict;
import org.smtpconnector.testkit.jca.FakeEndpoints;
import org.smtpconnector.testkit.jca.FakeWorkManager;

/** Questions to a bean that is not there, and the lifecycle that brings them to it; works, timers and time go on when the test says so. */
abstract class LifecycleFixture {

    static final long NEVER = Long.MAX_VALUE / 2;
    static final String UNAVAILABLE = "451 4.3.2";
    static final String TIMED_OUT = "451 4.4.5";
    static final String FAILED = "451 4.3.0";
    static final String COMMITTED = "proceed";
    static final EndpointActivation BEAN = new EndpointActivation(
            new FakeEndpoints(new ArrayList<>(), () -> message -> {}),
            new SmtpActivationSpec(),
            ApplicationStart.BY_ENDPOINT,
            new HookChoices());

    static final Duration PATIENCE = Duration.ofMillis(1);

    /** The time, in nanoseconds. */
    long now = 1_000_000_000;

    final FakeWorkManager workManager = new FakeWorkManager();
    final List<Hook> given = new ArrayList<>();
    final List<Runnable> timers = new ArrayList<>();
    final List<String> performed = new ArrayList<>();

    /** The lines are written when a test says so. */
    final LogWriter log = new LogWriter(Runnable::run);

    final DeliveryLifecycle queue = lifecycle(10);

    final DeliveryLifecycle lifecycle(int maxWaiting) {
        return new DeliveryLifecycle(
                new ContainerServices(
                        new WorkScheduler(workManager, ""), null, null, () -> now++, ContainerServices::await),
                (delay, task) -> timers.add(task),
                given::add,
                log,
                2,
                maxWaiting);
    }

    /** The time passes in which calls wait for running lanes. */
    final void letPatienceEnd() {
        now += PATIENCE.toNanos();
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    final Question question(String name) {
        return new Question(name, now + NEVER);
    }

    final Question question(String name, EndpointActivation bean) {
        return new Question(name, now + NEVER, new Client(), bean, null);
    }

    final class Question extends Invocation {

        final String name;
        final List<String> answers;
        final List<Duration> delays;
        final List<Verdict> verdicts;
        Verdict verdict = Verdict.PROCEED;
        int exhausted;
        Runnable during = () -> {};
        boolean wanted = true;

        Question(String name, long deadline) {
            this(name, deadline, new Client(), BEAN, null);
        }

        Question(String name, long deadline, Client client, EndpointActivation bean, Caller caller) {
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

    static final class Client implements VerdictCallback {

        final List<String> answers = new ArrayList<>();
        final List<Duration> delays = new ArrayList<>();
        final List<Verdict> verdicts = new ArrayList<>();
        Question question;

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
