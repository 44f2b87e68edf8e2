package org.smtpconnector.testkit.mdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpMessage;
import org.smtpconnector.api.SmtpMessageListener;
import org.smtpconnector.testkit.TaskThreads;

/** The number of calls of a bean that run at once has its limits. */
class ConcurrencyTest {

    private static final int CLIENTS = 6;

    /** Waits in each call until it is let go, and knows how many have been there at once. */
    private static final class Gated implements SmtpMessageListener {

        private final Semaphore gate = new Semaphore(0);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void onMessage(SmtpMessage message) {
            calls.incrementAndGet();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                assertThat(gate.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    private static List<CompletableFuture<Void>> send(SmtpListenerKit kit, String recipient, int count) {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(CompletableFuture.runAsync(
                    () -> kit.hold(Dialogues.message(recipient, "250 2.0.0")), TaskThreads.EACH));
        }
        return clients;
    }

    @Test
    void aBeanIsNotCalledMoreOftenAtOnceThanItWants() {
        Gated bean = new Gated();
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(bean, Map.of("maxConcurrency", "2"))
                .start()) {
            List<CompletableFuture<Void>> clients = send(kit, "a@example.org", CLIENTS);
            await().until(() -> kit.status("default").waiting() == CLIENTS - 2);
            assertThat(bean.inside).hasValue(2);
            bean.gate.release(CLIENTS);
            clients.forEach(CompletableFuture::join);
        }
        assertThat(bean.most).hasValue(2);
        assertThat(bean.calls).hasValue(CLIENTS);
    }

    @Test
    void otherBeansDoNotWaitForIt() {
        Gated slow = new Gated();
        Recording fast = new Recording("fast");
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(slow, Map.of("recipients", "slow@*, both@*", "maxConcurrency", "1"))
                .bean(fast, Map.of("recipients", "fast@*, both@*"))
                .start()) {
            List<CompletableFuture<Void>> clients = send(kit, "slow@example.org", 1);
            await().until(() -> slow.inside.get() == 1);
            clients.addAll(send(kit, "both@example.org", 1));
            await().until(() -> kit.status("default").waiting() == 1);

            kit.hold(Dialogues.message("fast@example.org", "250 2.0.0"));
            assertThat(fast.notes()).containsExactly("fast.onMessage [fast@example.org]");

            slow.gate.release(2);
            clients.forEach(CompletableFuture::join);
        }
        assertThat(fast.notes()).contains("fast.onMessage [both@example.org]");
    }

    @Test
    void theBoundIsForAllListenersOfTheBean() {
        Gated bean = new Gated();
        try (SmtpListenerKit kit = SmtpListenerKit.builder()
                .bean(bean, Map.of("listeners", "default, other", "maxConcurrency", "1"))
                .start()) {
            List<CompletableFuture<Void>> clients = send(kit, "a@example.org", 1);
            await().until(() -> bean.inside.get() == 1);
            clients.add(CompletableFuture.runAsync(
                    () -> kit.hold("other", Dialogues.message("b@example.org", "250 2.0.0")), TaskThreads.EACH));
            await().until(() -> kit.status("other").waiting() == 1);
            bean.gate.release(2);
            clients.forEach(CompletableFuture::join);
        }
        assertThat(bean.most).hasValue(1);
    }
}
