package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * The server dies as by {@code kill -9}, or is told to end as by {@code kill}, in the middle of a load: everything that it
 * acknowledged is there after a restart.
 */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class KillIT {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 10;
    private static final int ACKNOWLEDGED = 300;
    private static final String RECIPIENT = "kill@example.org";

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsThereAfterTheRestart(InboxServer server) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Thread> clients = startClients(server, "kill-" + round);
            try (SmtpConnection unfinished = new SmtpConnection(server.smtp())) {
                leaveInASpool(unfinished);
                await().until(() -> Spools.open(server) == 1);
                awaitLoad();
                server.kill();
            }
            for (Thread client : clients) {
                client.join();
            }
            Spools.assertNoneHasAName(server);
            server.start();
            assertListed(server);
            assertStored(server);
        }
    }

    /** SIGTERM: besides, nobody hangs, and the process ends by itself. */
    @Test
    void whatWasAcknowledgedBeforeTheServerWasToldToEndIsThere(InboxServer server) throws Exception {
        List<Thread> clients = startClients(server, "end");
        awaitLoad();
        assertThat(server.end()).isTrue();
        for (Thread client : clients) {
            client.join(Duration.ofSeconds(30).toMillis());
            assertThat(client.isAlive()).isFalse();
        }
        server.start();
        assertListed(server);
        assertStored(server);
    }

    private List<Thread> startClients(InboxServer server, String round) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            String name = round + "." + i;
            Thread client = new Thread(() -> sendUntilTheServerDies(server, name));
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private void awaitLoad() {
        int wanted = acknowledged.size() + ACKNOWLEDGED;
        await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() >= wanted);
    }

    /** The first request after the start: however far the search index is, every message is listed and counted. */
    private void assertListed(InboxServer server) throws Exception {
        List<Inbox.Mail> all = server.inbox().all();
        List<String> listed =
                all.stream().map(Inbox.Mail::messageId).filter(Objects::nonNull).toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(Set.copyOf(listed)).containsAll(acknowledged);
        assertThat(server.get("/api/messages/count").body()).isEqualTo("{\"count\":" + all.size() + "}");
    }

    private void assertStored(InboxServer server) throws Exception {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !server.get("/api/messages/count?q=kill").body().contains("incomplete"));
        List<String> stored = server.inbox().all(RECIPIENT).stream()
                .map(Inbox.Mail::messageId)
                .toList();
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(Set.copyOf(stored)).containsAll(acknowledged);
        System.out.println(acknowledged.size() + " acknowledged, " + stored.size() + " stored");
    }

    private void sendUntilTheServerDies(InboxServer server, String name) {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            for (int number = 0; ; number++) {
                String id = "<" + name + "." + number + ".kill@example.org>";
                connection.command("250", "MAIL FROM:<sender@example.org>");
                connection.command("250", "RCPT TO:<" + RECIPIENT + '>');
                connection.command("354", "DATA");
                connection.say("Message-ID: " + id);
                connection.say("");
                connection.say("Text");
                connection.command("250", ".");
                acknowledged.add(id);
            }
        } catch (IOException | AssertionError e) {
            // the server has died, or has said 421: what was not acknowledged may be stored or not
        }
    }

    /** Sends more of a message than is kept on the heap, and not its end. */
    private static void leaveInASpool(SmtpConnection connection) throws IOException {
        connection.command("250", "MAIL FROM:<sender@example.org>");
        connection.command("250", "RCPT TO:<" + RECIPIENT + '>');
        connection.command("354", "DATA");
        String digest = BigMessage.ofMegabytes(0, 1).send(connection.body());
        assertThat(digest).isNotEmpty();
    }
}
