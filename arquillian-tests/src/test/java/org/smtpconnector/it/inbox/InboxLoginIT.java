package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a login, nobody gets anything without the password that the inbox's identity store knows, and guessing is slow. */
@RunsInbox({
    WithLogin.HEAP,
    WithLogin.LOGIN,
    WithLogin.USER_NAME,
    WithLogin.USER_PASSWORD,
    WithLogin.LISTENERS,
    WithLogin.PORT,
    WithLogin.TIMEOUT,
    WithLogin.SIZE,
    WithLogin.TLS,
    WithLogin.AUTH
})
class InboxLoginIT {

    private static final String ALICE = WithLogin.USER + ':' + WithLogin.PASSWORD;
    private static final String WRONG = WithLogin.USER + ":wrong";

    /** The answer to a request. */
    private record Answer(int status, List<String> fields, String body) {
        static Answer of(String octets) {
            String[] parts = octets.split("\r\n\r\n", 2);
            List<String> lines = Arrays.asList(parts[0].split("\r\n"));
            return new Answer(Integer.parseInt(lines.get(0).split(" ", 3)[1]), lines, parts[1]);
        }
    }

    /** Asks from an address of the loopback network: to the server each is another client. */
    private static Answer ask(InboxServer server, String from, String method, String path, String credentials)
            throws IOException {
        URI page = server.page();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName(page.getHost()), page.getPort()));
            String authorization = credentials == null
                    ? ""
                    : "Authorization: Basic "
                            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
                            + "\r\n";
            socket.getOutputStream()
                    .write((method + ' ' + path + " HTTP/1.1\r\nHost: " + page.getAuthority()
                                    + "\r\nConnection: close\r\n" + authorization + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void nobodyElseGetsAnything(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<secret@example.org>");
            connection.command("354", "DATA");
            connection.say("Subject: A secret");
            connection.command("250", ".");
        }
        for (String path : List.of(
                "/",
                "/index.html",
                "/view/1",
                "/view/latest",
                "/status",
                "/js/main.js",
                "/css/base.css",
                "/webjars/preact/10.28.0/dist/preact.module.js",
                "/api",
                "/api/messages",
                "/api/messages?wait=10s",
                "/api/messages/count",
                "/api/messages/1",
                "/api/messages/1/text",
                "/api/messages/1/html",
                "/api/messages/1/source",
                "/api/messages/1/session",
                "/api/messages/1/parts/1",
                "/api/events",
                "/api/me",
                "/api/status",
                "/api/status/history",
                "/api/metrics",
                "/openapi",
                "/openapi/",
                "/metrics",
                "/nothing",
                // Not by way of what is open to everybody.
                "/health/../api/messages",
                "/health/..;/api/messages",
                "/api/ready/../messages",
                "/api/ready/..;/messages",
                "/api/ready/%2e%2e/messages",
                "/api/ready;/../messages",
                "/api//ready/../messages",
                "/health/%2e%2e/api/messages",
                "/health/%2e%2e%2fapi/messages",
                "/health;/../api/messages",
                "//health/../api/messages",
                "/healthy")) {
            Answer answer = ask(server, "127.0.0.2", "GET", path, null);
            if (answer.status() == 200 || answer.status() == 400) {
                // The server's health, or no request to it.
                assertThat(answer.body()).as(path).doesNotContain("secret", "receivedAt");
                assertThat(path).startsWith("/health/").contains("..");
            } else {
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.fields()).as(path).anyMatch(field -> field.startsWith("WWW-Authenticate: Basic "));
                assertThat(answer.body()).as(path).doesNotContain("secret@example.org");
            }
        }
        assertThat(ask(server, "127.0.0.2", "DELETE", "/api/messages", null).status())
                .isEqualTo(401);
        assertThat(ask(server, "127.0.0.2", "GET", "/health/ready", null).status())
                .isEqualTo(200);
    }

    @Test
    void onlyTheRightPasswordIsTaken(InboxServer server) throws Exception {
        int last = 10;
        for (String wrong : List.of(WRONG, "alice", ":", "bob:" + WithLogin.PASSWORD, ALICE + "x", "ALICE:x")) {
            assertThat(ask(server, "127.0.0." + last++, "GET", "/api/me", wrong).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        Answer right = ask(server, "127.0.0." + last, "GET", "/api/me", ALICE);
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.body()).contains("{\"login\":\"required\",\"user\":\"alice\"}");
        // With a login it is open for everybody, such as a proxy's clients.
        assertThat(server.get(
                                server.page().resolve("api/me"),
                                "X-Forwarded-For",
                                "192.0.2.1",
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(ALICE.getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void guessingIsSlowAndKeepsNobodyOutWhoHasThePassword(InboxServer server) throws Exception {
        String attacker = "127.0.0.100";
        Answer answer = guess(server, attacker, WRONG);
        assertThat(answer.fields()).anyMatch(field -> field.matches("Retry-After: \\d+"));
        assertThat(answer.body()).contains("Too many wrong passwords");
        // The owner at another address comes in, and then from the attacker's too.
        assertThat(ask(server, "127.0.0.101", "GET", "/", ALICE).status()).isEqualTo(200);
        assertThat(ask(server, attacker, "GET", "/", ALICE).status()).isEqualTo(200);
        // That helps the attacker with nothing.
        guess(server, attacker, "bob:x");
    }

    /** Until it is told to wait. */
    private static Answer guess(InboxServer server, String from, String credentials) throws IOException {
        Answer answer = null;
        for (int i = 0; i < 20 && (answer == null || answer.status() == 401); i++) {
            answer = ask(server, from, "GET", "/", credentials);
        }
        assertThat(answer.status()).isEqualTo(429);
        return answer;
    }
}
