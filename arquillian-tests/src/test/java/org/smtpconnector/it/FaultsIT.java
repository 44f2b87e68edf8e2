package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smtpconnector.it.app.LeftoverInbox;

/** The harm that clients, beans and threads can do to a delivery. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FaultsIT {

    private static final Path LOG = Path.of(System.getProperty("test.server.dir"), "server.log.0");

    /** The ways in which a client goes away: it closes the connection, or its process or machine dies. */
    enum Parting {
        FIN,
        RST
    }

    /** The late veto: who has gone before the commit has heard no 250 and sends again, so nothing must be kept. */
    @ParameterizedTest
    @EnumSource(Parting.class)
    void aClientThatGoesBeforeTheCommitLeavesNothing(Parting parting) throws IOException {
        String subject = "gone-" + parting;
        sendAndGo("slow", subject, parting);
        Client.send("PUT", "gate");
        await().until(() -> Client.send("GET", "listeners/default/busy").equals("0"));

        assertThat(Client.stored(subject)).isEmpty();
        Client.talk(Client.message("", "after-" + subject, "ok@example.org", "250 2.0.0"));
        assertThat(Client.stored("after-" + subject)).isEqualTo("ok");
    }

    /**
     * The window: the commit has begun, and the client goes before it hears of it. Its message is stored, and when it sends the
     * message again that is stored too; the digest tells that it is the same.
     */
    @ParameterizedTest
    @EnumSource(Parting.class)
    void aClientThatGoesDuringTheCommitSendsItsMessageTwice(Parting parting) throws IOException {
        String subject = "window-" + parting;
        String last = Client.send("GET", "observed/last");
        sendAndGo("held", subject, parting);
        Client.send("PUT", "gate");
        await().until(() -> Client.send("GET", "listeners/default/busy").equals("0"));

        String digest = Client.stored(subject);
        assertThat(digest).matches("[0-9a-f]{64}");
        if (parting == Parting.RST) { // after a FIN the reply can still be written
            assertThat(Client.send("GET", "observed/journal?after=" + last)).contains("default ACCEPTED - ");
        }
        Client.send("PUT", "gate");
        Client.talk(Client.message("", subject, "held@example.org", "250 2.0.0"));
        assertThat(Client.stored(subject)).isEqualTo(digest + "," + digest);
    }

    /** Returns when the bean, or the commit, waits at the gate, and the server knows that the client has gone. */
    private static void sendAndGo(String recipient, String subject, Parting parting) throws IOException {
        await().until(() -> Client.send("GET", "listeners/default/busy").equals("0"));
        try (Socket socket = new Socket()) {
            socket.connect(Client.address("default"));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, replies, "HELO client.example");
            say(socket, replies, "MAIL FROM:<sender@example.org>");
            say(socket, replies, "RCPT TO:<" + recipient + "@example.org>");
            say(socket, replies, "DATA");
            assertThat(replies.readLine()).startsWith("354");
            write(socket, "Subject: " + subject + "\r\n.");
            await().until(() -> Client.send("GET", "gate").equals("1"));
            if (parting == Parting.RST) {
                socket.setSoLinger(true, 0);
            }
        }
        if (parting == Parting.RST) {
            await().until(() ->
                    Client.send("GET", "listeners/default/connections").equals("0"));
        } else {
            // The connection stays until the reply has been written. What happens on an event loop has an order: where
            // a session has been held since then, the FIN has been seen. There are fewer loops than sessions here.
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 2; i++) {
                Client.talk("=== A session\nS: 220 *\nC: QUIT\nS: 221 *\nE:\n");
            }
        }
    }

    /** Sends a command, and reads the reply to the one before. */
    private static void say(Socket socket, BufferedReader replies, String command) throws IOException {
        write(socket, command);
        assertThat(replies.readLine()).startsWith("2");
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Of two beans the second cannot be created: the first has kept nothing, and others are not harmed. */
    @Test
    void aBeanThatCannotBeCreatedIsAFailureOfTheWholeMessage() {
        Client.talk("broken", Client.message("", "broken", "broken@example.org", "451 4.3"));
        assertThat(Client.stored("broken")).isEmpty();

        Client.talk("broken", Client.message("", "not-broken", "other@example.org", "250 2.0.0"));
        assertThat(Client.stored("not-broken")).isEqualTo("first");
    }

    /**
     * Threads are pooled: what a bean left behind must not be in the way of the next messages. The container rolls it back and
     * tells nobody, so with transactions of the bean's own 250 says only that it returned; the adapter warns of such a bean.
     */
    @Test
    void aTransactionThatABeanLeavesBehindHarmsNobody() {
        for (int i = 0; i < 5; i++) {
            Client.talk("leftover", Client.message("", "forgotten", "forget@example.org", "250 2.0.0"));
            Client.talk("leftover", Client.message("", "remembered", "ok@example.org", "250 2.0.0"));
            Client.talk(Client.message("", "neighbour", "ok@example.org", "250 2.0.0"));
        }
        assertThat(Client.storedInSecond("forgotten")).isEqualTo("0");
        assertThat(Client.storedInSecond("remembered")).isEqualTo("5");
        assertThat(Client.stored("neighbour").split(",", -1)).hasSize(5);
    }

    /** Once for its activation, and of no other bean. */
    @Test
    void aBeanWithTransactionsOfItsOwnIsWarnedOfOnce() throws IOException {
        Client.talk("leftover", Client.message("", "warned", "ok@example.org", "250 2.0.0"));

        assertThat(Files.readAllLines(LOG).stream()
                        .filter(line -> line.contains("not called in the adapter's transaction")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(LeftoverInbox.class.getName() + " is not called");
    }
}
