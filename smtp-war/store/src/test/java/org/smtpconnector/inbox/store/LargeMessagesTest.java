package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.api.SmtpRejectedException;

/** Large messages wait for each other, and leave room for small ones. */
class LargeMessagesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger written = new AtomicInteger();
    private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
    private final List<Thread> threads = new ArrayList<>();

    private CompletableFuture<Integer> begin(LargeMessages large) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(large.inTurn(() -> {
                    int number = written.incrementAndGet();
                    mayEnd.join();
                    return number;
                }));
            } catch (SmtpRejectedException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        threads.add(thread);
        return result;
    }

    private static void assertRefused(LargeMessages large) {
        assertThatThrownBy(() -> large.inTurn(() -> 0))
                .isInstanceOfSatisfying(
                        SmtpRejectedException.class,
                        e -> assertThat(e.reply().toString()).startsWith("451 4.3.2 "));
    }

    @Test
    void writesSomeLetsSomeWaitAndRefusesTheOthersAtOnce() throws Exception {
        LargeMessages large = new LargeMessages(2, 3, Duration.ZERO, LONG);
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(begin(large));
        }
        // The two that write wait without an end.
        await().until(() -> written.get() == 2
                && threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        assertRefused(large);
        assertThat(written).hasValue(2);

        mayEnd.complete(null);
        for (CompletableFuture<Integer> each : all) {
            assertThat(each.get()).isBetween(1, 3);
        }
        assertThat(large.inTurn(() -> 4)).isEqualTo(4);
    }

    @Test
    void refusesAMessageThatHasWaitedForItsTurn() throws Exception {
        LargeMessages large = new LargeMessages(1, 2, LONG, Duration.ZERO);
        CompletableFuture<Integer> first = begin(large);
        await().until(() -> written.get() == 1);
        assertRefused(large);
        mayEnd.complete(null);
        assertThat(first.get()).isOne();
        // Neither a place nor a turn is lost.
        for (int i = 0; i < 3; i++) {
            large.inTurn(() -> 0);
        }
    }

    @Test
    void gives451ToAnInterruptedThread() {
        Thread.currentThread().interrupt();
        assertRefused(new LargeMessages(1, 1, LONG, LONG));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void leavesSmallMessagesAlone(@TempDir Path directory) {
        try (StoreFixture fixture = StoreFixture.h2(directory)) {
            fixture.writer.large = new LargeMessages(0, 0, Duration.ZERO, Duration.ZERO);
            byte[] small = new byte[StoredChunk.SIZE];
            byte[] large = new byte[StoredChunk.SIZE + 1];
            assertThat(fixture.inTransaction(() -> fixture.add(FakeMessage.of("", "a@b", small))))
                    .isPositive();
            assertThatThrownBy(() -> fixture.inTransaction(() -> fixture.add(FakeMessage.of("", "a@b", large))))
                    .hasRootCauseInstanceOf(SmtpRejectedException.class);
        }
    }
}
