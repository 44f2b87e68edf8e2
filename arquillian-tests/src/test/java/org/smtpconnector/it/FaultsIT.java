package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients, beans and threads can do to a delivery. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FaultsIT {

    /** The late veto: who has gone before the commit has heard no 250 and sends again, so nothing must be kept. */
    @Test
    void aClientThatGoesBeforeTheCommitLeavesNothing() throws IOException {
        await().until(() -> Client.send("GET", "listeners/default/busy").equals("0"));
        try (Socket socket = new Socket()) {
            socket.connect(Client.address("default"));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, replies, "HELO client.example");
            say(socket, replies, "MAIL FROM:<sender@example.org>");
            say(socket, replies, "RCPT TO:<slow@example.org>");
            say(socket, replies, "DATA");
            assertThat(replies.readLine()).startsWith("354");
            write(socket, "Subject: gone\r\n.");
            await().until(() -> Client.send("GET", "gate").equals("1"));
            socket.setSoLinger(true, 0); // closed with RST, as when a process or its machine dies
        }
        await().until(() -> Client.send("GET", "listeners/default/connections").equals("0"));
        Client.send("PUT", "gate");
        await().until(() -> Client.send("GET", "listeners/default/busy").equals("0"));

        assertThat(Client.stored("gone")).isEmpty();
        Client.talk(Client.message("", "after-gone", "ok@example.org", "250 2.0.0"));
        assertThat(Client.stored("after-gone")).isEqualTo("ok");
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
}
