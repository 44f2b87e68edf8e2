package org.smtpconnector.adapter.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.TimeoutKeys;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.LineEndings;

/** A client that takes too long is told so, and is gone; one that does not is left alone. Time passes as the test says. */
class TimesTest extends WireFixture {

    @BeforeEach
    void setTimes() {
        settings = settings.with(TimeoutKeys.GREETING, Duration.ofSeconds(60))
                .with(TimeoutKeys.COMMAND, Duration.ofSeconds(100))
                .with(TimeoutKeys.DATA, Duration.ofSeconds(30))
                .with(TimeoutKeys.SESSION, Duration.ofSeconds(1000))
                .with(LimitKeys.MIN_DATA_RATE, 500);
        wire.finishAndReleaseAll();
        begin(LineEndings.STRICT);
        assertThat(wire.sent()).startsWith("220 ");
        released.clear();
    }

    @Test
    void whoDoesNotSayHelloIsGoneWhateverElseItSays() {
        for (int i = 0; i < 5; i++) {
            pass(11);
            wire.receive("NOOP\r\n");
            assertThat(wire.codes()).isEqualTo("250");
        }
        pass(4.9);
        assertThat(wire.isOpen()).isTrue();
        pass(0.2);
        gone("421 4.4.2 Timeout, nobody has said hello", "timeout.greeting");
    }

    @Test
    void whoIsSilentIsGone() {
        wire.receive("HELO c.example\r\n");
        pass(99);
        wire.receive("NOOP\r\n");
        pass(99);
        assertThat(wire.codes()).isEqualTo("250 250");
        pass(1.1);
        gone("421 4.4.2 Timeout, closing", "timeout.command");
    }

    @Test
    void anOctetNowAndThenIsNotACommand() {
        wire.receive("HELO c.example\r\n");
        wire.sent();
        for (int i = 0; i < 99; i++) {
            pass(1);
            wire.receive("N");
        }
        assertThat(wire.isOpen()).isTrue();
        pass(1.1);
        gone("421 4.4.2 Timeout, closing", "timeout.command");
    }

    @Test
    void aSilentBodyIsGone() {
        wire.receive(ENVELOPE + "x");
        wire.sent();
        pass(29);
        wire.receive("x".repeat(20_000));
        pass(29);
        assertThat(wire.isOpen()).isTrue();
        pass(1.1);
        gone("421 4.4.2 Timeout, data came too slowly", "timeout.data");
    }

    @Test
    void aBodyAtOneOctetASecondIsGone() {
        wire.receive(ENVELOPE);
        wire.sent();
        int seconds = 0;
        while (wire.isOpen() && seconds < 1000) {
            pass(1);
            seconds++;
            if (wire.isOpen()) {
                wire.receive("x");
            }
        }
        assertThat(seconds).isBetween(30, 32);
        gone("421 4.4.2 Timeout, data came too slowly", "timeout.data");
    }

    @Test
    void aBodyAtTheLeastRateIsNotGone() {
        wire.receive(ENVELOPE);
        wire.sent();
        for (int i = 0; i < 300; i++) {
            pass(1);
            wire.receive("x".repeat(250) + "\r\n" + "x".repeat(250) + "\r\n");
        }
        wire.receive(".\r\n");
        assertThat(application.held).hasSize(1);
        application.held.remove().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("250");
    }

    @Test
    void chunksAreABodyToo() {
        wire.receive("EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nBDAT 1000 LAST\r\n");
        wire.sent();
        pass(30.1);
        gone("421 4.4.2 Timeout, data came too slowly", "timeout.data");
    }

    @Test
    void aSessionHasAnEnd() {
        wire.receive("HELO c.example\r\n");
        for (int i = 0; i < 19; i++) {
            pass(50);
            wire.receive("NOOP\r\n");
        }
        wire.sent();
        pass(49.9);
        assertThat(wire.isOpen()).isTrue();
        pass(0.2);
        gone("421 4.4.2 Session took too long", "timeout.session");
    }

    @Test
    void theEndOfASessionWaitsForTheBean() {
        wire.receive(ENVELOPE + "x\r\n.\r\n");
        wire.sent();
        pass(2000);
        assertThat(wire.isOpen()).isTrue();
        assertThat(wire.sent()).isEmpty();
        application.held.remove().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("250 421");
        assertThat(wire.isOpen()).isFalse();
    }

    @Test
    void whileABeanIsAtWorkNobodyIsLate() {
        wire.receive(ENVELOPE + "x\r\n.\r\n");
        wire.sent();
        pass(500);
        application.held.remove().later().decided(HookResult.PROCEED);
        wire.runPendingTasks();
        assertThat(wire.codes()).isEqualTo("250");
        pass(99);
        assertThat(wire.isOpen()).isTrue();
        pass(1.1);
        gone("421 4.4.2 Timeout, closing", "timeout.command");
    }

    @Test
    void whoDoesNotReadItsRepliesIsGone() {
        wire.receive("HELO c.example\r\n");
        wire.stuck = true;
        String commands = "NOOP\r\n".repeat(2700);
        for (int i = 0; i < 100 && wire.config().isAutoRead(); i++) {
            wire.receive(commands);
        }
        pass(101);
        assertThat(wire.isOpen()).isFalse();
        assertThat(reached("timeout.command")).isOne();
    }

    private void gone(String reply, String key) {
        assertThat(wire.sent()).startsWith(reply);
        assertThat(wire.isOpen()).isFalse();
        assertThat(reached(key)).isOne();
    }

    private long reached(String key) {
        return application.events().counted().limitsReached().get(key);
    }

    private void pass(double seconds) {
        wire.advanceTimeBy((long) (seconds * 1000), TimeUnit.MILLISECONDS);
        wire.runScheduledPendingTasks();
        wire.runPendingTasks();
    }
}
