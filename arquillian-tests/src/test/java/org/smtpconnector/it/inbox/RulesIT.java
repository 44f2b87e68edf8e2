package org.smtpconnector.it.inbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripted replies, as clients hear them and as the inbox tells of them; and users whose names and passwords are anybody's. */
@RunsInbox({
    "-Xmx512m",
    "-Dinbox.smtp-auth=any",
    "-Dsmtp.tls.mode=optional",
    "-Dsmtp.auth.failure-delay=PT0S",
    "-Dinbox.rules=never,configured",
    "-Dinbox.rules.never.stage=connect",
    "-Dinbox.rules.never.drop=true",
    "-Dinbox.rules.never.enabled=false",
    "-Dinbox.rules.configured.stage=rcpt",
    "-Dinbox.rules.configured.recipient=*@configured.example",
    "-Dinbox.rules.configured.reply=450 4.2.1 Mailbox busy"
})
class RulesIT {

    private static final List<String> COMMANDS = List.of(
            "EHLO client.example",
            "AUTH PLAIN AGFubmEAd2hhdGV2ZXI=",
            "MAIL FROM:<sender@rules.example>",
            "RCPT TO:<hit@rules.example>",
            "DATA",
            "Subject: x\r\n\r\nText\r\n.");

    private static final List<String> STAGES = List.of("connect", "auth", "mail", "rcpt", "data", "body");

    private RuleRequests rules;

    @BeforeEach
    void begin(InboxServer server) {
        rules = new RuleRequests(server);
    }

    @AfterEach
    void clear() throws Exception {
        rules.clear();
    }

    static Stream<Arguments> stagesAndActions() {
        return STAGES.stream()
                .flatMap(stage -> Stream.of("refuse", "delay", "drop").map(action -> Arguments.of(stage, action)));
    }

    /** Says everything up to the first refusal, and returns the first digits of the replies; {@code end} where there was none. */
    private static List<String> talk(InboxServer server) throws IOException {
        List<String> replies = new ArrayList<>();
        try (Socket socket =
                new Socket(server.smtp().getAddress(), server.smtp().getPort())) {
            socket.setSoTimeout(30_000);
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            replies.add(reply(reader));
            for (String command : COMMANDS) {
                if (replies.get(replies.size() - 1).matches("[45].*|end")) {
                    return replies;
                }
                socket.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
                replies.add(reply(reader));
            }
        }
        return replies;
    }

    private static String reply(BufferedReader reader) throws IOException {
        String line;
        do {
            line = reader.readLine();
        } while (line != null && line.charAt(3) == '-');
        return line == null ? "end" : line.substring(0, 3);
    }

    @ParameterizedTest
    @MethodSource("stagesAndActions")
    void aRuleIsHeardAtItsStage(String stage, String action, InboxServer server) throws Exception {
        String does =
                switch (action) {
                    case "refuse" -> "\"reply\": \"451 4.7.1 Later\"";
                    case "delay" -> "\"delay\": \"700ms\"";
                    default -> "\"drop\": true";
                };
        rules.add("{\"name\": \"" + stage + " " + action + "\", \"stage\": \"" + stage + "\", " + does + "}");
        long before = System.nanoTime();
        List<String> replies = talk(server);
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        // One reply for the greeting, and one for each command; the greeting and EHLO have no rule between them.
        int at = STAGES.indexOf(stage) + (stage.equals("connect") ? 1 : 2);
        if (action.equals("delay")) {
            assertThat(replies).containsExactly("220", "250", "235", "250", "250", "354", "250");
            assertThat(took).isGreaterThan(Duration.ofMillis(700));
        } else {
            String expected = stage.equals("connect") ? "421" : "451";
            assertThat(replies).hasSize(at).last().isEqualTo(action.equals("drop") ? "end" : expected);
        }
        assertThat(rule(stage + " " + action).getInt("hits")).isEqualTo(1);
    }

    private JsonObject rule(String name) throws Exception {
        return rules.all().stream()
                .map(value -> value.asJsonObject())
                .filter(rule -> rule.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The first message is refused, and the client that tries again is heard: both say so. */
    @Test
    void aTransactionNamesTheRuleThatHitIt(InboxServer server) throws Exception {
        Program.require("swaks", "swaks");
        rules.add("{\"name\": \"Greylist\", \"stage\": \"rcpt\", \"recipient\": \"*@grey.example\","
                + " \"reply\": \"451 4.7.1 Try again\", \"times\": 1}");
        rules.add("{\"name\": \"Slow\", \"stage\": \"body\", \"subject\": \"*slow*\", \"delay\": \"100ms\"}");
        assertThat(swaks(server, "a@grey.example", "slowly").output()).contains("451 4.7.1 Try again");
        assertThat(swaks(server, "a@grey.example", "slowly").status()).isZero();

        await().untilAsserted(() -> assertThat(
                        server.get("/api/messages?q=is:any%20to:a@grey.example").body())
                .contains("\"rules\":[\"Greylist\"]", "\"rules\":[\"Slow\"]"));
        long id = server.inbox().only("a@grey.example").id();
        assertThat(server.get("/api/messages/" + id).body()).contains("\"rules\":[\"Slow\"]", "\"user\":\"anna\"");
    }

    /** There is no transaction yet, and the refusal is listed all the same. */
    @Test
    void aSenderThatARuleRefusedIsListedWithTheRule(InboxServer server) throws Exception {
        rules.add(
                "{\"name\": \"Blocked\", \"stage\": \"mail\", \"sender\": \"spam@*\", \"reply\": \"550 5.7.1 Blocked\"}");
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("550 5.7.1 Blocked", "MAIL FROM:<spam@rules.example>");
            connection.command("250", "MAIL FROM:<ham@rules.example>");
        }
        await().untilAsserted(() -> assertThat(
                        server.get("/api/messages?q=is:rejected").body())
                .contains("\"rules\":[\"Blocked\"]", "\"reply\":\"550 5.7.1 Blocked\""));
    }

    private static Program.Result swaks(InboxServer server, String recipient, String subject) throws Exception {
        return Program.run(
                Path.of("/dev/null"),
                List.of(
                        "swaks",
                        "--server",
                        "127.0.0.1:" + server.smtp().getPort(),
                        "--from",
                        "sender@rules.example",
                        "--to",
                        recipient,
                        "--auth",
                        "LOGIN",
                        "--auth-user",
                        "anna",
                        "--auth-password",
                        "whatever",
                        "--header",
                        "Subject: " + subject));
    }

    @Test
    void aRuleIsChangedSwitchedOffAndDeleted(InboxServer server) throws Exception {
        long id = rules.add("{\"name\": \"x\", \"stage\": \"mail\", \"reply\": \"550 5.7.1 No\"}");
        assertThat(talk(server)).hasSize(4).last().isEqualTo("550");
        String off = "{\"name\": \"x\", \"stage\": \"mail\", \"reply\": \"550 5.7.1 No\", \"enabled\": false}";
        assertThat(rules.send("PUT", "/" + id, off).statusCode()).isEqualTo(200);
        assertThat(talk(server)).hasSize(7);
        assertThat(rule("x").getInt("hits")).isEqualTo(1);
        assertThat(rules.send("PUT", "/" + id, off.replace("550 5.7.1 No\", \"enabled\": false", "554 No\""))
                        .body())
                .contains("\"hits\":0", "\"reply\":\"554 No\"", "\"enabled\":true");
        assertThat(talk(server)).hasSize(4).last().isEqualTo("554");
        assertThat(rules.send("DELETE", "/" + id, "").statusCode()).isEqualTo(204);
        assertThat(rules.send("DELETE", "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(rules.send("PUT", "/" + id, off).statusCode()).isEqualTo(404);
        assertThat(talk(server)).hasSize(7);
    }

    @Test
    void allMistakesOfARuleAreToldAtOnce() throws Exception {
        HttpResponse<String> answer = rules.send(
                "POST", "", "{\"stage\": \"helo\", \"reply\": \"250 Ok\", \"percent\": 101, \"recipeint\": \"*\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"key\":\"name\"", "\"key\":\"stage\"", "\"key\":\"reply\"", "\"key\":\"percent\"")
                .contains("\"key\":\"recipeint\"");
        assertThat(rules.send("POST", "", "no rule").statusCode()).isEqualTo(400);
        assertThat(rules.send("PUT", "/x", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void theRulesOfTheConfigurationAreInForceAndCannotBeChanged(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<a@example.org>");
            connection.command("450 4.2.1 Mailbox busy", "RCPT TO:<b@configured.example>");
        }
        assertThat(rule("configured")).doesNotContainKey("id");
        assertThat(rule("configured").getInt("hits")).isPositive();
        assertThat(rule("never").getBoolean("enabled")).isFalse();
    }

    /** A rule for recipients is configured: so one hook is called for each message, and no other. */
    @Test
    void hooksWithoutARuleAreNotCalled(InboxServer server) throws Exception {
        long hooked = calls(server, "onRcptTo");
        long unhooked = calls(server, "onMailFrom");
        long messages = calls(server, "onMessage");
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            assertThat(connection.deliver("x", "unhooked@rules.example")).startsWith("250");
        }
        assertThat(calls(server, "onMessage") - messages).isEqualTo(1);
        assertThat(calls(server, "onRcptTo") - hooked).isEqualTo(1);
        assertThat(calls(server, "onMailFrom") - unhooked).isZero();
        rules.add("{\"name\": \"x\", \"stage\": \"mail\", \"delay\": \"1ms\"}");
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            assertThat(connection.deliver("x", "hooked@rules.example")).startsWith("250");
        }
        assertThat(calls(server, "onMailFrom") - unhooked).isEqualTo(1);
    }

    static long calls(InboxServer server, String method) throws Exception {
        return server.get("/api/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("smtp_calls_total{") && line.contains('"' + method + '"'))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void anybodyMayAuthenticateUnderTlsToo(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.startTls();
            connection.command(
                    "235", "AUTH PLAIN " + Base64.getEncoder().encodeToString("\0berta\0x".getBytes(ISO_8859_1)));
            assertThat(connection.deliver("x", "tls@rules.example")).startsWith("250");
        }
        long id = server.inbox().only("tls@rules.example").id();
        assertThat(server.get("/api/messages/" + id).body()).contains("\"user\":\"berta\"", "\"tls\":{");
    }

    /** A printer, or a script with nc: lines that end with LF, addresses without angle brackets, a name that is none. */
    @Test
    void whatDevicesSendIsHeard(InboxServer server) throws Exception {
        try (Socket socket =
                new Socket(server.smtp().getAddress(), server.smtp().getPort())) {
            socket.setSoTimeout(30_000);
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            assertThat(reply(reader)).isEqualTo("220");
            for (String command : List.of(
                    "HELO my_printer\n",
                    "MAIL FROM: scanner@device.example\n",
                    "RCPT TO: <device@rules.example>\r\n",
                    "DATA\n",
                    "Subject: Scan\r\n\r\nText\r\n.\r\n")) {
                socket.getOutputStream().write(command.getBytes(ISO_8859_1));
                assertThat(reply(reader)).as(command).startsWith(command.startsWith("DATA") ? "354" : "25");
            }
        }
        assertThat(server.inbox().only("device@rules.example").size()).isPositive();
    }

    /** The client has sent its message, or a part of it, and has not waited for the reply. */
    @Test
    void aMessageThatTheClientDidNotWaitForIsListedWithTheReason(InboxServer server) throws Exception {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<impatient@rules.example>");
            connection.command("250", "RCPT TO:<gone@rules.example>");
            connection.command("354", "DATA");
            connection.say("Subject: half a message");
            connection.body().flush();
        }
        await().untilAsserted(() -> assertThat(server.get("/api/messages?q=is:rejected%20gone@rules.example")
                        .body())
                .contains("\"outcome\":\"failed\"", "\"ended\":\"DISCONNECTED\""));
    }
}
