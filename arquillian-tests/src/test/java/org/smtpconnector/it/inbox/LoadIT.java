package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A thousand messages over twenty connections are a thousand rows, none twice. */
@RunsInbox({
    RunsInbox.NO_RECEIVED_HEADER,
    RunsInbox.REFUSED_SENDERS,
    RunsInbox.REFUSED_RECIPIENTS,
    RunsInbox.SEPARATOR,
    RunsInbox.ALIASES
})
class LoadIT {

    private static final int CONNECTIONS = 20;
    private static final int MESSAGES = 1000;

    @Test
    void everyMessageIsStoredOnceWhenEachCommandWaitsForItsReply(InboxServer server) throws Exception {
        String recipient = "one-after-another@example.org";
        loadAndCheck(server, recipient, ids -> {
            try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
                for (String id : ids) {
                    connection.command("250", "MAIL FROM:<sender@example.org>");
                    connection.command("250", "RCPT TO:<" + recipient + '>');
                    connection.command("354", "DATA");
                    message(connection, id);
                    connection.expect("250");
                }
                connection.command("221", "QUIT");
            }
        });
    }

    /** RFC 2920 section 3.1: a group of commands in one go, and the next one together with the end of the message. */
    @Test
    void everyMessageIsStoredOnceWhenCommandsArePipelined(InboxServer server) throws Exception {
        String recipient = "pipelined@example.org";
        loadAndCheck(server, recipient, ids -> {
            try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
                boolean first = true;
                for (String id : ids) {
                    group(connection, recipient);
                    if (!first) {
                        connection.expect("250");
                    }
                    connection.expect("250");
                    connection.expect("250");
                    connection.expect("354");
                    message(connection, id);
                    first = false;
                }
                connection.say("QUIT");
                connection.expect("250");
                connection.expect("221");
            }
        });
    }

    private static void group(SmtpConnection connection, String recipient) throws IOException {
        connection.say("MAIL FROM:<sender@example.org>");
        connection.say("RCPT TO:<" + recipient + '>');
        connection.say("DATA");
    }

    private static void message(SmtpConnection connection, String id) throws IOException {
        connection.say("Message-ID: " + id);
        connection.say("");
        connection.say("Some text, the same in every message.");
        connection.say(".");
    }

    /** Sends messages of these ids over one connection. */
    private interface Sender {
        void send(List<String> ids) throws IOException;
    }

    private static void loadAndCheck(InboxServer server, String recipient, Sender sender) throws Exception {
        List<String> sent = new ArrayList<>();
        List<Callable<Void>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            List<String> ids = new ArrayList<>();
            for (int j = 0; j < MESSAGES / CONNECTIONS; j++) {
                ids.add("<" + i + '.' + j + '.' + recipient + '>');
            }
            sent.addAll(ids);
            connections.add(() -> {
                sender.send(ids);
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            for (Future<Void> connection : threads.invokeAll(connections)) {
                connection.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(sent).hasSize(MESSAGES);
        assertThat(server.inbox().all(recipient))
                .extracting(Inbox.Mail::messageId)
                .containsExactlyInAnyOrderElementsOf(sent);
    }
}
