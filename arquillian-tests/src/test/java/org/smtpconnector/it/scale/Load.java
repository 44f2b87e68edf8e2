package org.smtpconnector.it.scale;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.smtpconnector.it.inbox.SmtpConnection;

/**
 * Clients that send messages as mail servers do: each message until it is acknowledged, with a new connection when the old one
 * broke. The sender of a message, {@code load-17@example.org}, is its number.
 */
final class Load {

    private static final int CONNECTIONS = 20;

    /** One of so many messages is large. */
    private static final int LARGE_EACH = 100;

    private static final int LARGE = 2 * 1024 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Between two attempts, so that a server that is away is not asked in a busy loop. */
    private static final long PAUSE_MILLIS = 100;

    private final InetSocketAddress server;
    private final int messages;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> replies = new ConcurrentHashMap<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicLong longestSilence = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private final byte[] large =
            "x".repeat(70).concat("\r\n").repeat(LARGE / 72).getBytes(StandardCharsets.US_ASCII);

    Load(int port, int messages) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.messages = messages;
    }

    Load start() {
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread client = new Thread(this::send, "load-" + i);
            client.setDaemon(true);
            client.start();
            clients.add(client);
        }
        return this;
    }

    /** Waits until so many messages are acknowledged. */
    void awaitAcknowledged(int count) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> acknowledged.size() >= count);
    }

    /** Waits until each message is acknowledged. */
    void awaitAll() throws InterruptedException {
        awaitAcknowledged(messages);
        for (Thread client : clients) {
            client.join();
        }
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

    private void send() {
        int number = next.getAndIncrement();
        while (number < messages) {
            try (SmtpConnection connection = new SmtpConnection(server)) {
                while (number < messages && sent(connection, number)) {
                    acknowledged.add(number);
                    number = next.getAndIncrement();
                }
            } catch (IOException | AssertionError e) {
                broken.incrementAndGet();
            }
            pause();
        }
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

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
