package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.TimeoutKeys;

/**
 * While a listener is abused it takes mail from others, whose every reply comes; then connections and memory go back.
 *
 * <p>With {@code -Dabuse=full} many more attack: for 10,000 idle connections this process and that of the attackers need as
 * many file descriptors each ({@code ulimit -n}).
 */
class AbuseTest extends TransportFixture {

    private static final Logger LOG = System.getLogger(AbuseTest.class.getName());
    private static final boolean FULL = "full".equals(System.getProperty("abuse"));
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(FULL ? 300 : 60);

    private NettyServer listener;

    @Test
    void idleConnections() throws Exception {
        int count = FULL ? 10_000 : 500;
        attack("idle", count, LONG, () -> {
            assertThat(listener.connections()).isGreaterThanOrEqualTo(count);
            sendMail(20);
        });
    }

    @Test
    void slowSenders() throws Exception {
        int count = FULL ? 200 : 50;
        attack("slow", count, Duration.ofSeconds(2), () -> {
            sendMail(20);
            // They go on sending, but too little: all are gone, and their messages with them.
            await().atMost(LONG_ENOUGH).until(() -> reached("timeout.data") == count);
        });
    }

    @Test
    void repliesThatNobodyReads() throws Exception {
        int count = FULL ? 100 : 20;
        attack("flood", count, Duration.ofSeconds(2), () -> {
            sendMail(20);
            await().atMost(LONG_ENOUGH).until(() -> reached("timeout.command") == count);
        });
    }

    @Test
    void connectsAndDrops() throws Exception {
        attack("drop", FULL ? 1000 : 300, LONG, () -> sendMail(20));
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    private void attack(String what, int count, Duration timeout, Meanwhile meanwhile) throws Exception {
        ListenerSettings settings = settings(List.of("127.0.0.1"), 0, timeout, 20_000)
                .with(LimitKeys.MAX_CONNECTIONS_PER_CLIENT, 100)
                .with(TimeoutKeys.GREETING, LONG);
        listener = listen(settings);
        sendMail(20);
        application.delivered.clear();
        long heapBefore = heap();
        long directBefore = direct();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong sent = new AtomicLong();
        AtomicLong slowest = new AtomicLong();
        Future<?> other = pool.submit(() -> {
            while (!over.get()) {
                long start = System.nanoTime();
                sendMail(1);
                slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
                sent.incrementAndGet();
            }
            return null;
        });
        long heapDuring;
        long directDuring;
        Process attackers = start(what, count);
        try {
            heapDuring = heap();
            directDuring = direct();
            meanwhile.run();
            directDuring = Math.max(directDuring, direct());
        } finally {
            over.set(true);
            attackers.destroy();
            attackers.waitFor();
        }
        other.get(); // every reply came
        await().atMost(LONG_ENOUGH).until(() -> listener.connections() == 0);
        assertThat(listener.spooledMessages()).isZero();
        application.delivered.clear();
        application.ended.clear(); // the fixture's, not the listener's
        long heapAfter = heap();
        LOG.log(
                Level.INFO,
                "{0} x {1}: meanwhile {2} messages of another, the slowest in {3} ms; KiB of heap {4}, {5}, {6}, direct {7}, {8}, {9}",
                what,
                count,
                sent.get(),
                slowest.get() / 1_000_000,
                heapBefore >> 10,
                heapDuring >> 10,
                heapAfter >> 10,
                directBefore >> 10,
                directDuring >> 10,
                direct() >> 10);
        assertThat(sent).hasPositiveValue();
        assertThat(heapAfter - heapBefore)
                .as("octets of heap that did not go back")
                .isLessThan(4L << 20);
    }

    private Process start(String what, int count) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attackers.class.getName(),
                        what,
                        Integer.toString(count),
                        Integer.toString(address(listener).getPort()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("ready");
        return process;
    }

    /** As a client that the attackers are not. */
    private void sendMail(int count) throws IOException {
        try (TestClient client =
                TestClient.connect(address(listener), "127.0.0.9").expect("220")) {
            for (int i = 0; i < count; i++) {
                client.data().send("Subject: " + i, "", "x", ".").expect("250");
            }
            client.send("QUIT").expect("221").expectEnd();
        }
    }

    private long reached(String key) {
        return application.events().counted().limitsReached().get(key);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
