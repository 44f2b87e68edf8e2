package org.smtpconnector.sample.sink.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofMinutes(5);

    @RepeatedTest(20)
    void theDelayDoublesUpToItsBound() {
        assertThat(Relay.Backoff.delay(FIRST, MAX, 1)).isBetween(Duration.ofMillis(500), FIRST);
        assertThat(Relay.Backoff.delay(FIRST, MAX, 4)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(Relay.Backoff.delay(FIRST, MAX, 20)).isBetween(MAX.dividedBy(2), MAX);
        assertThat(Relay.Backoff.delay(MAX, MAX, 1_000_000)).isBetween(MAX.dividedBy(2), MAX);
    }
}
