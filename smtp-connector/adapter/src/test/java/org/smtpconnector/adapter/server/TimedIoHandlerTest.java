package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandlerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop sleeps until a timer is due: it never asks its selector again and again meanwhile. */
class TimedIoHandlerTest {

    /** Netty rounds to the nearest millisecond, and does not block for 0. */
    private static long millisBlocked(long nanos) {
        return (nanos + 500_000) / 1_000_000;
    }

    private static IoHandlerContext timerIn(long nanos) {
        return TimedIoHandler.roundedUp(new IoHandlerContext() {
            @Override
            public boolean canBlock() {
                return true;
            }

            @Override
            public long delayNanos(long now) {
                return nanos;
            }

            @Override
            public long deadlineNanos() {
                return nanos;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "400000, 1", "600000, 1", "1000000, 2", "1400000, 2", "250000000, 251"})
    void theTimeUntilATimerIsRoundedUp(long nanos, long millis) {
        assertThat(millisBlocked(timerIn(nanos).delayNanos(0))).isEqualTo(millis);
        assertThat(millisBlocked(timerIn(nanos).deadlineNanos())).isEqualTo(millis);
    }

    @Test
    void aTimerThatIsDueIsNotWaitedFor() {
        assertThat(timerIn(0).delayNanos(0)).isZero();
    }

    @Test
    void whereThereIsNoTimerTheLoopSleepsForEver() {
        assertThat(timerIn(Long.MAX_VALUE).delayNanos(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(timerIn(-1).deadlineNanos()).isEqualTo(-1);
    }
}
