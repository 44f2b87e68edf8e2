package org.smtpconnector.inbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smtpconnector.inbox.client.MessageFilter.to;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what the client makes of answers. The container tests have an inbox that really gives them. */
class InboxClientTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestURI()
                    + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer = answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, "{}"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private InboxClient client(String user) {
        return InboxClient.at(
                URI.create("http://" + user + "127.0.0.1:" + server.getAddress().getPort() + "/view/12"));
    }

    private void status(String address) {
        answers.put("/api/status", new Answer(200, "{\"listeners\":[{\"addresses\":[" + address + "]}]}"));
    }

    @Test
    void aMessageWithoutAnythingIsRead() {
        answers.put(
                "/api/messages/latest",
                new Answer(
                        200,
                        "{\"summary\":{\"id\":7,\"receivedAt\":\"2026-05-04T10:11:12.345Z\",\"outcome\":\"accepted\"}}"));
        Message message = client("").awaitMessage(to("a"), SHORT);
        assertThat(message.id()).isEqualTo(7);
        assertThat(message.recipients()).isEmpty();
        assertThat(message.text()).isNull();
        assertThat(message.header("Subject")).isEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> message.link("confirm"))
                .withMessageContaining("confirm");
    }

    @Test
    void aWaitThatFailsNamesWhatHasComeInstead() {
        answers.put(
                "/api/messages",
                new Answer(
                        200,
                        """
                        [{"id": 9, "receivedAt": "2026-05-04T10:11:12.345Z", "outcome": "rejected", "reversePath": "a@b",
                          "recipients": ["anna@example.org"], "reply": "550 5.1.1 No mail for this recipient is taken here"},
                         {"id": 8, "receivedAt": "2026-05-04T10:11:11.345Z", "outcome": "accepted", "reversePath": "a@b",
                          "recipients": ["bert@example.org"], "subject": "Hello"}]"""));
        assertThatExceptionOfType(NoMessageError.class)
                .isThrownBy(() -> client("").awaitMessage(to("anna@example.org"), SHORT))
                .withMessageContaining("to \"anna@example.org\"")
                .withMessageContaining("rejected: 550 5.1.1")
                .withMessageContaining("to bert@example.org, \"Hello\"");
    }

    @Test
    void aWaitThatFailsSaysThatNothingHasCome() {
        answers.put("/api/messages", new Answer(200, "[]"));
        assertThatExceptionOfType(NoMessageError.class)
                .isThrownBy(() -> client("").awaitMessage(to("a"), Duration.ZERO))
                .withMessageContaining("The inbox is empty");
    }

    @Test
    void aRefusalIsNoFailedWait() {
        answers.put("/api/messages/latest", new Answer(401, "{\"title\":\"Unauthorized\"}"));
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(() -> client("").awaitMessage(to("a"), SHORT))
                .withMessageContaining("401");
        answers.put("/api/messages/latest", new Answer(200, "<html>"));
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(() -> client("").awaitMessage(to("a"), SHORT))
                .withMessageContaining("<html>");
    }

    @Test
    void theReplyToWhatIsSentIsGiven() {
        answers.put("/api/send", new Answer(200, "{\"accepted\": false, \"reply\": \"550 5.1.1 No such user\"}"));
        assertThat(client("").send("a@b", "c@d", "\"x\"\n", "y"))
                .isEqualTo(new SmtpReply(false, "550 5.1.1 No such user"));
        answers.put("/api/send", new Answer(400, "{\"parameter\": \"to\"}"));
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(() -> client("").send("a@b", "c", "x", "y"))
                .withMessageContaining("\"to\"");
    }

    @Test
    void aUserOfTheAddressLogsIn() {
        answers.put("/api/messages", new Answer(200, "[]"));
        assertThat(client("anna:secret@").newestId()).isZero();
        assertThat(asked).singleElement().asString().endsWith("Basic YW5uYTpzZWNyZXQ=");
        assertThat(client("anna:secret@").page().toString()).doesNotContain("secret");
    }

    @Test
    void theListenerIsAskedFor() {
        status("\"127.0.0.2:2525\"");
        assertThat(client("").smtp()).hasToString("/127.0.0.2:2525");
        status("\"[::1]:2525\"");
        assertThat(client("").smtp()).hasToString("/[0:0:0:0:0:0:0:1]:2525");
        status("\"0.0.0.0:2525\"");
        assertThat(client("").smtp()).hasToString("/127.0.0.1:2525");
        status("");
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(client("")::smtp)
                .withMessageContaining("takes no mail");
    }

    @Test
    void nobodyAtTheAddressIsToldSo() {
        InboxClient client = client("");
        server.stop(0);
        assertThat(client.isReady()).isFalse();
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(client::newestId)
                .withMessageContaining("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://127.0.0.1/", "127.0.0.1", "http:///", ""})
    void anAddressThatIsNoneIsRefused(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> InboxClient.at(URI.create(address)));
    }
}
