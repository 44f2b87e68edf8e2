package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.events.ListenerEvents;
import org.smtpconnector.adapter.session.FakeApplication.Later;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.LineEndings;

/** The application's side of a connection: its beginning, its end, its questions, and decisions that are delayed. */
class HookRoutingTest extends WireFixture {

    private static final HookResult NO = new HookResult.Answer(SmtpReply.of(550, "5.7.1", "No"));

    private final List<HookCall> questions = new ArrayList<>();
    private final List<Later> open = new ArrayList<>();

    /** From now on such questions stay open. */
    private void hold(Class<? extends HookCall> type) {
        application.others = (question, later) -> {
            questions.add(question);
            if (type.isInstance(question)) {
                open.add(later);
                return null;
            }
            return HookResult.PROCEED;
        };
    }

    /** Connects anew. */
    private void reconnect() {
        wire.finishAndReleaseAll();
        released.clear();
        begin(LineEndings.STRICT);
        wire.freezeTime();
    }

    private void decide(HookResult decision) {
        open.remove(0).decided(decision);
        wire.runPendingTasks();
    }

    /** Lets time pass, and all happen that is due then. */
    private void pass(Duration time) {
        wire.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        wire.runScheduledPendingTasks();
        wire.runPendingTasks();
    }

    @Test
    void everyQuestionReachesIt() {
        application.others = (question, later) -> {
            questions.add(question);
            return HookResult.PROCEED;
        };
        reconnect();
        wire.receive("FOO\r\n" + ENVELOPE);
        assertThat(questions)
                .extracting(question -> (Object) question.getClass())
                .containsExactly(
                        HookCall.Connect.class,
                        HookCall.UnknownCommand.class,
                        HookCall.Hello.class,
                        HookCall.MailFrom.class,
                        HookCall.DataStart.class);
    }

    @Test
    void itEndsOnceWithTheSessionAsItWasThen() {
        wire.receive("HELO c.example\r\nQUIT\r\n");
        assertThat(wire.isOpen()).isFalse();
        assertThat(application.ended).hasSize(1);
        assertThat(application.ended.get(0).heloName()).isEqualTo("c.example");
        handler.shutdown();
        handler.abort();
        assertThat(application.ended).hasSize(1);
    }

    @Test
    void itEndsAlsoIfTheClientWasTurnedAway() {
        application.others = (question, later) -> NO;
        reconnect();
        assertThat(wire.sent()).isEqualTo("554 5.7.1 No\r\n");
        assertThat(wire.isOpen()).isFalse();
        assertThat(application.ended).hasSize(2);
    }

    @Test
    void whoCannotBeAskedAboutIsDisconnected() {
        wire.finishAndReleaseAll();
        released.clear();
        begin(EngineSettings.defaults(), new SmtpApplication() {
            @Override
            public ApplicationSession begin() {
                throw new IllegalStateException("a test");
            }

            @Override
            public ListenerEvents events() {
                return application.events();
            }
        });
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void whoTalksBeforeTheGreetingIsRefused() {
        hold(HookCall.Connect.class);
        reconnect();
        assertThat(wire.sent()).isEmpty();
        wire.receive("EHLO c.example\r\n");
        assertThat(wire.sent()).isEmpty();
        decide(HookResult.PROCEED);
        assertThat(wire.codes()).isEqualTo("554");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void whoWaitsForTheGreetingGetsIt() {
        hold(HookCall.Connect.class);
        reconnect();
        decide(new HookResult.Say("hello"));
        assertThat(wire.sent()).endsWith(" hello\r\n");
        wire.receive("NOOP\r\n");
        assertThat(wire.codes()).isEqualTo("250");
    }

    @Test
    void aDelayedDecisionComesAfterItsTime() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.sent();
        wire.receive("EHLO c.example\r\n");
        open.get(0).decidedAfter(Duration.ofSeconds(30), NO);
        wire.runPendingTasks();
        pass(Duration.ofMillis(29_999));
        assertThat(wire.sent()).isEmpty();
        wire.receive("NOOP\r\n");
        assertThat(wire.sent()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(wire.codes()).isEqualTo("550 250");
    }

    @Test
    void aDelayOfNothingIsNone() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.sent();
        wire.receive("EHLO c.example\r\n");
        open.get(0).decidedAfter(Duration.ZERO, NO);
        wire.runPendingTasks();
        pass(Duration.ZERO);
        assertThat(wire.codes()).isEqualTo("550");
    }

    @Test
    void aDecisionIsGivenOnceDelayedOrNot() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.receive("EHLO c.example\r\n");
        Later later = open.get(0);
        assertThatIllegalArgumentException().isThrownBy(() -> later.decidedAfter(Duration.ofNanos(-1), NO));
        later.decidedAfter(Duration.ofSeconds(1), NO);
        assertThatIllegalStateException().isThrownBy(() -> later.decided(NO));
        assertThatIllegalStateException().isThrownBy(() -> later.decidedAfter(Duration.ofSeconds(1), NO));
    }

    @Test
    void shutdownDoesNotWaitForADelay() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.sent();
        wire.receive("EHLO c.example\r\n");
        open.get(0).decidedAfter(Duration.ofHours(1), NO);
        wire.runPendingTasks();
        handler.shutdown();
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("550 421");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void thereIsNoDelayAfterShutdown() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.sent();
        wire.receive("EHLO c.example\r\n");
        handler.shutdown();
        assertThat(wire.codes()).isEmpty();
        open.get(0).decidedAfter(Duration.ofHours(1), NO);
        wire.runPendingTasks();
        pass(Duration.ZERO);
        assertThat(wire.codes()).isEqualTo("550 421");
    }

    @Test
    void aConnectionThatClosesDuringADelayLeavesNoTimer() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.receive("EHLO c.example\r\n");
        open.get(0).decidedAfter(Duration.ofHours(1), NO);
        wire.runPendingTasks();
        assertThat(wire.runScheduledPendingTasks()).isPositive();
        // As at the end of a connection; an embedded channel that is closed would cancel the timers of its loop itself.
        wire.pipeline().remove(handler);
        assertThat(open.get(0).isWanted()).isFalse();
        assertThat(wire.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void abortDoesNotWaitForADelay() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.sent();
        wire.receive("EHLO c.example\r\n");
        open.get(0).decidedAfter(Duration.ofHours(1), NO);
        wire.runPendingTasks();
        handler.abort();
        assertThat(wire.codes()).isEqualTo("421");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void aDelayThatIsGivenToAClosedConnectionLeavesNoTimer() {
        hold(HookCall.Hello.class);
        reconnect();
        wire.receive("EHLO c.example\r\n");
        assertThat(wire.close().isSuccess()).isTrue();
        open.get(0).decidedAfter(Duration.ofHours(1), NO);
        wire.runPendingTasks();
        assertThat(wire.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void theContentOfAMessageIsClosedBeforeItsDelay() throws Exception {
        wire.freezeTime();
        wire.receive(ENVELOPE + "x\r\n.\r\n");
        wire.sent();
        application.next().later().decidedAfter(Duration.ofSeconds(10), HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(spools.openCount()).isZero();
        assertThat(wire.sent()).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(wire.codes()).isEqualTo("250");
    }

    @Test
    void aPieceOfTheContentIsDelayedToo() {
        application.data = (chunk, later) -> {
            later.decidedAfter(Duration.ofSeconds(10), NO);
            return null;
        };
        wire.freezeTime();
        wire.receive(ENVELOPE + "x\r\n.\r\n");
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("250 250 250 354");
        pass(Duration.ofSeconds(10));
        assertThat(wire.codes()).isEqualTo("550");
    }
}
