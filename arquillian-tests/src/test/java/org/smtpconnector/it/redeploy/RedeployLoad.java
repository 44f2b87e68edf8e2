package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Many clients that send, while the application is deployed anew, again and again. */
final class RedeployLoad {

    private static final int CLIENTS = 200;
    private static final int REDEPLOYMENTS = 5;

    /** A client that waits for a reply for so long hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicBoolean over = new AtomicBoolean();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> hung = ConcurrentHashMap.newKeySet();

    /** Requires that each message that is acknowledged is stored once, and that no client hangs. */
    void run(ControlledServer server) throws InterruptedException {
        Path second = ControlledServer.second("shutdown.grace-period=PT20S\n");
        assertThat(server.deploy("second", second)).isTrue();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Thread client = new Thread(() -> send(number));
            client.start();
            clients.add(client);
        }
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + 2 * CLIENTS);
            server.undeploy("second");
            assertThat(server.deploy("second", second)).isTrue();
        }
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        List<String> stored = server.send("GET", "stored")
                .lines()
                .filter(subject -> subject.matches("\\d+-\\d+-\\d+")) // not those of other tests
                .toList();
        server.undeploy("second");

        assertThat(hung).isEmpty();
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(Set.copyOf(stored)).containsAll(acknowledged);
    }

    /** Sends messages until it is told to stop; when the connection is gone, begins anew. */
    private void send(int client) {
        for (int connection = 0; !over.get(); connection++) {
            String session = client + "-" + connection;
            try (Socket socket = connected()) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                for (int message = -1; !over.get() && talk(socket, in, session, message); message++) {
                    // the first time only greets
                }
            } catch (java.net.SocketTimeoutException e) {
                hung.add(session);
            } catch (IOException e) {
                // the application has gone: a connection that breaks is no acknowledgement
            }
        }
    }

    private Socket connected() {
        Socket[] socket = new Socket[1];
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    socket[0] = new Socket(InetAddress.getLoopbackAddress(), ControlledServer.SMTP_PORT);
                    return true;
                });
        return socket[0];
    }

    /** False if the session is over. */
    private boolean talk(Socket socket, BufferedReader in, String session, int message) throws IOException {
        if (message < 0) {
            return is(220, in) && say(socket, "EHLO client.example") && is(250, in);
        }
        String id = session + "-" + message;
        boolean sent = say(socket, "MAIL FROM:<a@example.org>")
                && is(250, in)
                && say(socket, "RCPT TO:<b@example.org>")
                && is(250, in)
                && say(socket, "DATA")
                && is(354, in)
                && say(socket, "Subject: " + id + "\r\n\r\nText\r\n.")
                && is(250, in);
        if (sent) {
            acknowledged.add(id);
        }
        return sent;
    }

    private static boolean say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private static boolean is(int code, BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line != null && line.startsWith(String.valueOf(code));
    }
}
