package org.smtpconnector.inbox.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private final LoginAttempts attempts = new LoginAttempts();
    private long now = Long.MAX_VALUE - 1;

    private long begin(String network, String user) {
        return attempts.begin(network, user, now);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private void failFreely(String network, String user) {
        for (int i = 0; i < LoginAttempts.FREE_OF_A_NETWORK; i++) {
            assertThat(begin(network, user)).isZero();
        }
    }

    @Test
    void theWaitDoublesWithEachFurtherWrongPassword() {
        failFreely("n", "alice");
        for (long seconds = 1; seconds < LoginAttempts.LONGEST_SECONDS; seconds *= 2) {
            assertThat(begin("n", "alice")).isEqualTo(seconds);
            pass(seconds - 1);
            assertThat(begin("n", "alice"))
                    .as("what comes too early is not counted")
                    .isEqualTo(1);
            pass(1);
            assertThat(begin("n", "alice")).isZero();
        }
        pass(LoginAttempts.LONGEST_SECONDS);
        assertThat(begin("n", "alice")).isZero();
        assertThat(begin("n", "alice")).as("and no longer than that").isEqualTo(LoginAttempts.LONGEST_SECONDS);
    }

    /** Otherwise a thousand requests in one moment would be a thousand guesses. */
    @Test
    void whatHasNotSucceededYetCountsAsFailed() {
        failFreely("n", "alice");
        assertThat(begin("n", "bob")).isPositive();
    }

    @Test
    void aRightPasswordUndoesItselfOnly() {
        for (int i = 0; i < LoginAttempts.FREE_OF_A_NETWORK; i++) {
            assertThat(begin("n", "mallory")).isZero();
            attempts.succeeded("n", "mallory");
            assertThat(begin("n", "alice")).isZero();
        }
        assertThat(begin("n", "mallory")).isPositive();
    }

    @Test
    void whoFailsElsewhereKeepsNobodyOut() {
        failFreely("attacker", "alice");
        assertThat(begin("attacker", "alice")).isPositive();
        assertThat(begin("home", "alice")).isZero();
    }

    /** Many networks together: one guess of each, and still nobody is kept out of a network that has done nothing. */
    @Test
    void manyNetworksGetOneGuessEach() {
        for (int i = 0; i < 100; i++) {
            assertThat(begin("attacker " + i, "alice")).isZero();
        }
        assertThat(begin("attacker 0", "alice")).isPositive();
        assertThat(begin("attacker 0", "bob")).as("another user").isZero();
        assertThat(begin("home", "alice")).isZero();
        attempts.succeeded("home", "alice");
        assertThat(begin("home", "alice")).isZero();
    }

    @Test
    void afterAQuarterOfAnHourItIsForgotten() {
        failFreely("n", "alice");
        pass(TimeUnit.MINUTES.toSeconds(15) + 1);
        failFreely("n", "alice");
        assertThat(begin("n", "alice")).isOne();
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int i = 0; i < 3 * LoginAttempts.MAX_REMEMBERED; i++) {
            begin("network " + i, "user " + i);
        }
        assertThat(attempts.size()).isEqualTo(2 * LoginAttempts.MAX_REMEMBERED);
    }

    @Test
    void aNetworkIsWhatOneClientHas() {
        assertThat(LoginAttempts.network("2001:db8:0:1::1"))
                .isEqualTo(LoginAttempts.network("2001:db8:0:1:ffff::2"))
                .isNotEqualTo(LoginAttempts.network("2001:db8:0:2::1"));
        assertThat(LoginAttempts.network("192.0.2.1")).isNotEqualTo(LoginAttempts.network("192.0.2.2"));
        assertThat(LoginAttempts.network("192.0.2.1")).isEqualTo(LoginAttempts.network("::ffff:192.0.2.1"));
    }
}
