package org.smtpconnector.it.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.smtpconnector.it.inbox.SmtpConnection;

/**
 * Clients that send messages as mail servers do: each message until it is acknowledged, with a new connection when the old one
 * broke. The sender of a message, {@code load-17@example.org}, is its number.
 */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 20;

    /** One of so many messages is large. */
    private static final int LARGE_EACH = 100;

    private static final int LARGE = 2 * 1024 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The time between two attempts, so that a server that is away is not asked in a busy loop. */
    private static final long PAUSE_MILLIS = 100;

    private final InetSocketAddress server;
    private final int messages;
    private final AtomicInteger next = new AtomicInteger();

    /** The number of the first message that waits. */
    private volatile int held;

    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> replies = new ConcurrentHashMap<>();
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();
    private final AtomicLong longestSilence = new AtomicLong();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CONNECTIONS);
    private final byte[] large =
            "x".repeat(70).concat("\r\n").repeat(LARGE / 72).getBytes(StandardCharsets.US_ASCII);

    Load(int port, int messages) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.messages = messages;
        this.held = messages;
    }

    /** Lets the last messages wait, a sixth of them, so that some are left when a server has gone. */
    Load holdTheLast() {
        held = messages - messages / 6;
        return this;
    }

    /** Lets no message wait any more. */
    void release() {
        held = messages;
    }

    Load start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.execute(() -> send(next.getAndIncrement()));
        }
        return this;
    }

    /** Waits until so many messages are acknowledged. */
    void awaitAcknowledged(int count) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(acknowledged.size())
                .as(toString())
                .isGreaterThanOrEqualTo(count));
    }

    /** Waits until each message is acknowledged. */
    void awaitAll() {
        awaitAcknowledged(messages);
    }

    /** Waits, at least for a time, until as many replies as there are connections have told that the message cannot be taken now. */
    void awaitRefusals(Duration atLeast) {
        int before = refusals();
        await().atMost(LIMIT).pollDelay(atLeast).untilAsserted(() -> assertThat(refusals())
                .as(toString())
                .isGreaterThanOrEqualTo(before + CONNECTIONS));
    }

    private int refusals() {
        return replies().getOrDefault("451", 0);
    }

    Set<Integer> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Returns the number of replies to the content of a message, by code. */
    Map<String, Integer> replies() {
        Map<String, Integer> counts = new TreeMap<>();
        replies.forEach((code, count) -> counts.put(code, count.get()));
        return counts;
    }

    /** Returns the longest time between the end of a message and the reply to it. */
    Duration longestSilence() {
        return Duration.ofNanos(longestSilence.get());
    }

    @Override
    public String toString() {
        return messages + " messages, replies " + replies() + ", " + broken + " connections broken, longest silence "
                + longestSilence().toMillis() + " ms";
    }

    /** Sends messages in one connection, this one first. The one that waits or is not taken is tried again later. */
    private void send(int first) {
        int number = first < held ? sendFrom(first) : first;
        if (number < messages) {
            ScheduledFuture<?> unused = clients.schedule(() -> send(number), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Returns the number of the first message that was not taken. */
    private int sendFrom(int first) {
        int number = first;
        try (SmtpConnection connection = new SmtpConnection(server)) {
            while (number < held && sent(connection, number)) {
                acknowledged.add(number);
                number = next.getAndIncrement();
            }
        } catch (IOException | AssertionError e) {
            broken.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
        }
        return number;
    }

    private boolean sent(SmtpConnection connection, int number) throws IOException {
        connection.command("250", "MAIL FROM:<load-" + number + "@example.org>");
        connection.command("250", "RCPT TO:<you@example.org>");
        connection.command("354", "DATA");
        connection.say("Subject: " + number);
        connection.say("");
        if (number % LARGE_EACH == 0) {
            connection.body().write(large);
        }
        connection.say(".");
        long begin = System.nanoTime();
        String reply;
        try {
            reply = connection.reply();
        } finally {
            longestSilence.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
        replies.computeIfAbsent(reply.substring(0, 3), code -> new AtomicInteger())
                .incrementAndGet();
        return reply.startsWith("250");
    }

    /** Ends the clients. */
    @Override
    public void close() {
        clients.shutdownNow();
    }
}
