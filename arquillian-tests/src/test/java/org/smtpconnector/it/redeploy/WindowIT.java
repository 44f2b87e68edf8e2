package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.window.WindowInbox;
import org.smtpconnector.testkit.TaskThreads;

/**
 * Measures how long a client can go away unnoticed while its message is stored: from the adapter's last look until the reply has
 * arrived. Both ends are on this machine and read the same clock ({@link System#nanoTime()} is the system's on Linux). Not in CI: {@code
 * ./mvnw verify -pl arquillian-tests -am -Dit.test=WindowIT -Dmeasure=true} prints the figures for docs/decisions.md.
 */
@EnabledIfSystemProperty(named = "measure", matches = "true")
class WindowIT {

    private static final int WARM_UP = 3000;
    private static final int MESSAGES = 4000;
    private static final String TEXT = ("x".repeat(78) + "\r\n").repeat(25);

    @TempDir
    private static Path directory;

    @Test
    void fromTheLastLookToTheReply() throws Exception {
        try (ControlledServer server =
                new ControlledServer("window", List.of("window.directory=" + directory), Map.of())) {
            Path application = ControlledServer.application(
                    "window",
                    WindowInbox.class.getPackage(),
                    "smtp.listener.window.port=" + ControlledServer.SMTP_PORT
                            + "\nsmtp.max-messages-per-connection=unlimited\n");
            assertThat(server.deploy("window", application)).isTrue();
            for (String bean : List.of("empty", "insert")) {
                run(server, bean, 1, WARM_UP);
                for (int connections : List.of(1, 8)) {
                    print(bean, connections, run(server, bean, connections, MESSAGES));
                }
            }
            server.undeploy("window");
        }
    }

    /** Nanoseconds, sorted. */
    private static List<Long> run(ControlledServer server, String bean, int connections, int messages) {
        server.sendTo("window", "DELETE", "looks");
        Map<String, Long> replies = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String client = "c" + i;
            clients.add(CompletableFuture.runAsync(
                    () -> send(bean, client, messages / connections, replies), TaskThreads.EACH));
        }
        clients.forEach(CompletableFuture::join);
        Map<String, Long> looks = new HashMap<>();
        server.sendTo("window", "GET", "looks")
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(look -> looks.put(look[0], Long.valueOf(look[1])));
        assertThat(looks.keySet()).isEqualTo(replies.keySet()).hasSize(messages);
        List<Long> windows = replies.entrySet().stream()
                .map(reply -> reply.getValue() - looks.get(reply.getKey()))
                .sorted()
                .toList();
        assertThat(windows.get(0)).as("the clocks are the same").isPositive();
        return windows;
    }

    private static void send(String bean, String client, int messages, Map<String, Long> times) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ControlledServer.SMTP_PORT)) {
            socket.setTcpNoDelay(true);
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(replies.readLine()).startsWith("220");
            say(socket, replies, "HELO client.example", "250");
            for (int i = 0; i < messages; i++) {
                String subject = client + "-" + i;
                say(socket, replies, "MAIL FROM:<sender@example.org>", "250");
                say(socket, replies, "RCPT TO:<" + bean + "@example.org>", "250");
                say(socket, replies, "DATA", "354");
                say(socket, replies, "Subject: " + subject + "\r\n\r\n" + TEXT + ".", "250");
                times.put(subject, System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, BufferedReader replies, String line, String reply) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String said = replies.readLine();
        if (said == null || !said.startsWith(reply)) {
            throw new AssertionError(line + ": " + said);
        }
    }

    private static void print(String bean, int connections, List<Long> windows) {
        System.out.printf(
                Locale.ROOT,
                "WINDOW %s, %d connections, %d messages: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                bean,
                connections,
                windows.size(),
                at(windows, 0.50),
                at(windows, 0.99),
                at(windows, 1));
    }

    private static double at(List<Long> sorted, double quantile) {
        return sorted.get((int) Math.ceil(quantile * sorted.size()) - 1) / 1e6;
    }
}
