package org.smtpconnector.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A client with several connections, each on a thread of its own, that have said EHLO. */
final class LoadClient implements AutoCloseable {

    private static final byte[] ENVELOPE = ascii(
            """
            MAIL FROM:<sender@example.org>
            RCPT TO:<recipient@example.org>
            DATA
            """);

    private static final byte[] BODY =
            ascii("Subject: A message of a benchmark\n\n" + ("x".repeat(62) + '\n').repeat(15) + ".\n");
    private static final byte[] BODY_AND_ENVELOPE = joined(BODY, ENVELOPE);
    private static final int TIME_OUT = 30_000;

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads;

    /** Opens so many connections to a server on loopback. */
    LoadClient(int port, int count) throws IOException {
        threads = Executors.newFixedThreadPool(Load.CONNECTIONS_AT_ONCE);
        try {
            while (connections.size() < count) {
                connections.add(new Connection(port));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Sends messages for so long, an envelope in one piece, and a body together with the next envelope. */
    Load.Result pipelined(int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicInteger messages = new AtomicInteger();
        onAll(connection -> {
            connection.send(ENVELOPE);
            connection.expect(250, 250, 354);
            while (System.nanoTime() < end) {
                connection.send(BODY_AND_ENVELOPE);
                connection.expect(250, 250, 250, 354);
                messages.incrementAndGet();
            }
            connection.send(BODY);
            connection.expect(250);
            messages.incrementAndGet();
        });
        return new Load.Result(messages.get(), 0, 0);
    }

    /** Sends so many messages a second for so long, whether those before have been answered or not, as long as a connection is free. */
    Load.Result steady(int perSecond, int seconds) throws InterruptedException {
        long start = System.nanoTime();
        long[] taken = new long[perSecond * seconds];
        AtomicInteger next = new AtomicInteger();
        onAll(connection -> {
            for (int i = next.getAndIncrement(); i < taken.length; i = next.getAndIncrement()) {
                long due = start + i * 1_000_000_000L / perSecond;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                connection.send(ENVELOPE);
                connection.expect(250, 250, 354);
                connection.send(BODY);
                connection.expect(250);
                taken[i] = System.nanoTime() - due;
            }
        });
        Arrays.sort(taken);
        return new Load.Result(taken.length, taken[taken.length / 2] / 1e6, taken[taken.length * 99 / 100] / 1e6);
    }

    private interface Task {
        void run(Connection connection) throws IOException;
    }

    private void onAll(Task task) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (Connection connection : connections) {
            running.add(threads.submit(() -> {
                task.run(connection);
                return null;
            }));
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A message was not accepted", e.getCause());
            }
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.socket.close();
        }
    }

    private static byte[] ascii(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static final class Connection {

        private final Socket socket;
        private final BufferedReader replies;

        private Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIME_OUT);
            replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1024);
            expect(220);
            send(ascii("EHLO client.example.org\n"));
            expect(250);
        }

        private void send(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
        }

        private void expect(int... codes) throws IOException {
            for (int code : codes) {
                String line = replies.readLine();
                while (line != null && line.startsWith(code + "-")) {
                    line = replies.readLine();
                }
                if (line == null || !line.startsWith(code + " ")) {
                    throw new IOException("Expected " + code + ", got " + line);
                }
            }
        }
    }
}
