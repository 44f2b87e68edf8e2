package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The inbox's REST interface, as {@code smtp-war/docs/api.md} describes it, with a real server below it. */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class InboxApiIT {

    private static final URI PAGE = URI.create("http://127.0.0.1:" + Integer.getInteger("test.inbox.http.port") + "/");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return request("GET", path, headers);
    }

    private HttpResponse<String> request(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(PAGE.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonValue json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readValue();
        }
    }

    private JsonArray find(String q) throws Exception {
        return json(get("/api/messages?wait=10s&q=" + encoded(q))).asJsonArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void send(InboxServer server, String code, String recipient, List<String> lines) throws IOException {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<" + recipient + '>');
            connection.command("250", "RCPT TO:<blind-" + recipient + '>');
            connection.command("354", "DATA");
            for (String line : lines) {
                connection.say(line);
            }
            connection.command(code, ".");
            connection.command("221", "QUIT");
        }
    }

    private static void sendWithParts(InboxServer server, String recipient) throws IOException {
        send(
                server,
                "250",
                recipient,
                List.of(
                        "From: Me <me@example.org>",
                        "To: " + recipient,
                        "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= with parts",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=b",
                        "",
                        "--b",
                        "",
                        "It rains in Paris.",
                        "--b",
                        "Content-Type: text/html",
                        "",
                        "<p onclick=harm()>It <b>rains</b> <img src='cid:i@x'><img src='https://evil.example/1'>"
                                + "<script>harm()</script>",
                        "--b",
                        "Content-Type: image/gif",
                        "Content-ID: <i@x>",
                        "",
                        "GIF89a-and-so-on",
                        "--b",
                        "Content-Type: text/html; name=\"../../evil.html\"",
                        "Content-Disposition: attachment",
                        "",
                        "<script>harm()</script>",
                        "--b--"));
    }

    @Test
    void aMessageIsFoundAndShownWithAllThatBelongsToIt(InboxServer server) throws Exception {
        String recipient = "parts@api.example.org";
        sendWithParts(server, recipient);

        JsonArray found = find("to:blind-" + recipient + " from:ME@ \"rains in\" has:attachment subject:grüße");
        assertThat(found).hasSize(1);
        JsonObject summary = found.getJsonObject(0);
        assertThat(summary.getString("outcome")).isEqualTo("accepted");
        assertThat(summary.getString("preview")).startsWith("It rains in Paris.");
        assertThat(summary.getInt("attachments")).isEqualTo(2);
        String path = "/api/messages/" + summary.getInt("id");

        await().until(() -> json(get(path)).asJsonObject().containsKey("delivery"));
        JsonObject message = json(get(path)).asJsonObject();
        assertThat(message.getJsonObject("envelope").getJsonArray("bcc"))
                .containsExactly(Json.createValue("blind-" + recipient));
        assertThat(message.getJsonObject("session").getString("heloName")).isEqualTo("client.example");
        assertThat(message.getJsonObject("delivery").getString("reply")).startsWith("250 2.0.0");
        assertThat(message.getJsonObject("delivery").getJsonArray("beans").getString(0))
                .endsWith("InboxBean");
        assertThat(message.getJsonObject("body").getJsonObject("html").getInt("remoteImages"))
                .isOne();
        assertThat(message.getJsonArray("attachments").getJsonObject(0).getBoolean("inline"))
                .isTrue();
        assertThat(message.getJsonArray("attachments").getJsonObject(1).getString("name"))
                .isEqualTo("evil.html");

        assertThat(get(path + "/text").body()).startsWith("It rains in Paris.");
        HttpResponse<String> html = get(path + "/html");
        assertThat(html.body())
                .contains("It <b>rains</b>")
                .contains("data:image/gif;base64,")
                .doesNotContain("harm")
                .doesNotContain("evil.example");
        // One policy: of two, a browser takes what both allow.
        assertThat(html.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "img-src data:;", "sandbox allow-popups");
        assertThat(get(path + "/html?images=remote").body()).contains("https://evil.example/1");

        HttpResponse<String> picture = get(path + "/parts/3");
        assertThat(picture.body()).isEqualTo("GIF89a-and-so-on");
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(picture.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("inline;"));
        HttpResponse<String> attachment = get(path + "/parts/4");
        assertThat(attachment.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(attachment.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''evil.html");
        assertThat(attachment.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(path + "/parts/5").statusCode()).isEqualTo(404);

        String transcript = get(path + "/session").body();
        assertThat(transcript).contains("EHLO client.example", "RCPT TO:<" + recipient, "\"from\":\"server\"");
    }

    @Test
    void whatIsRefusedIsListedWhenAsked(InboxServer server) throws Exception {
        String recipient = "refused@api.example.org";
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<sender@example.org>");
            connection.command("250", "RCPT TO:<" + recipient + '>');
            connection.command("354", "DATA");
            connection.say("An LF without its CR:\nsmuggled");
            connection.command("5", ".");
        }
        JsonArray refused = find("is:rejected to:" + recipient);
        assertThat(refused).hasSize(1);
        JsonObject entry = refused.getJsonObject(0);
        assertThat(entry.getString("outcome")).isEqualTo("rejected");
        assertThat(entry.getInt("size")).isZero();
        assertThat(json(get("/api/messages?q=" + encoded("to:" + recipient))).asJsonArray())
                .isEmpty();
        String path = "/api/messages/" + entry.getInt("id");
        assertThat(json(get(path)).asJsonObject().getJsonObject("delivery").getString("reply"))
                .startsWith("5");
        assertThat(get(path + "/session").body()).contains(recipient);
    }

    @Test
    void eventsTellOfEveryChange(InboxServer server) throws Exception {
        String recipient = "events@api.example.org";
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (Socket socket = new Socket(PAGE.getHost(), PAGE.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: " + PAGE.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread reader = new Thread(() -> read(socket, heard));
            reader.start();
            await().until(() -> heard.contains("event: hello"));

            send(server, "250", recipient, List.of("Subject: x", "", "y"));
            int id = find("to:" + recipient).getJsonObject(0).getInt("id");
            await().untilAsserted(() -> assertThat(heard)
                    .containsSubsequence("event: stored", "data: {\"id\":" + id + "}")
                    .containsSubsequence("event: updated", "data: {\"id\":" + id + "}"));
            assertThat(request("DELETE", "/api/messages/" + id).statusCode()).isEqualTo(204);
            await().untilAsserted(() ->
                    assertThat(heard).containsSubsequence("event: deleted", "data: {\"ids\":[" + id + "]}"));
        }
    }

    private static void read(Socket socket, Queue<String> heard) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(heard::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // the test has heard enough
        }
    }

    @Test
    void pagesFollowEachOther(InboxServer server) throws Exception {
        String recipient = "pages@api.example.org";
        for (int i = 0; i < 5; i++) {
            send(server, "250", recipient, List.of("Subject: " + i, "", "y"));
        }
        String path = "/api/messages";
        String query = "?limit=2&to=" + recipient;
        int seen = 0;
        while (query != null) {
            HttpResponse<String> response = get(path + query);
            seen += json(response).asJsonArray().size();
            query = response.headers()
                    .firstValue("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }
        assertThat(seen).isEqualTo(5);
        assertThat(get("/api/messages/count?to=" + recipient).body()).isEqualTo("{\"count\":5}");
        assertThat(request("DELETE", "/api/messages?to=" + recipient).body()).isEqualTo("{\"deleted\":5}");
        assertThat(get("/api/messages/count?to=" + recipient).body()).isEqualTo("{\"count\":0}");
    }

    @Test
    void strangersAreRefused(InboxServer server) throws Exception {
        assertThat(get("/api/messages", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(request("DELETE", "/api/messages", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> mistake = get("/api/messages?q=" + encoded("hello form:me"));
        assertThat(mistake.statusCode()).isEqualTo(400);
        assertThat(mistake.body()).contains("\"parameter\":\"form:\"").contains("\"value\":\"form:me\"");
    }

    @Test
    void theStatusHasTheConfiguration(InboxServer server) throws Exception {
        JsonObject status = json(get("/api/status")).asJsonObject();
        JsonObject listener = status.getJsonArray("listeners").getJsonObject(0);
        assertThat(listener.getJsonObject("settings").getString("hostname")).isEqualTo("mx.example.org");
        assertThat(status.getJsonObject("settings").getString("inbox.login")).isEqualTo("local");
        await().until(() -> !json(get("/api/status/history"))
                .asJsonObject()
                .getJsonArray("samples")
                .isEmpty());
        assertThat(get("/api/me").body()).isEqualTo("{\"login\":\"local\"}");
    }

    /** The description for machines has what the one for people has, and nothing else. */
    @Test
    void everyPathIsDescribed(InboxServer server) throws Exception {
        Set<String> documented = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([A-Z]+) (/api/[^`]*)` \\|")
                .matcher(Files.readString(Path.of("..", "smtp-war", "docs", "api.md")));
        while (row.find()) {
            documented.add(row.group(1) + ' ' + row.group(2));
        }
        JsonObject api = json(get("/openapi", "Accept", "application/json")).asJsonObject();
        assertThat(api.getString("openapi")).startsWith("3.");
        Set<String> described = new TreeSet<>();
        api.getJsonObject("paths").forEach((path, item) -> item.asJsonObject().forEach((method, value) -> {
            JsonObject operation = value.asJsonObject();
            described.add(method.toUpperCase(Locale.ROOT) + ' ' + path);
            assertThat(operation.getString("summary")).as(path).isNotBlank();
            assertThat(operation.getJsonObject("responses").keySet())
                    .as(path)
                    .contains("401", "403", "429")
                    .containsAnyOf("200", "201", "204")
                    .doesNotContain("default");
            Set<String> inPath = new TreeSet<>();
            if (operation.containsKey("parameters")) {
                for (JsonObject parameter : operation.getJsonArray("parameters").getValuesAs(JsonObject.class)) {
                    assertThat(parameter).as(path).containsKeys("name", "in", "schema");
                    if (parameter.getString("in").equals("path")) {
                        inPath.add('{' + parameter.getString("name") + '}');
                        assertThat(parameter.getBoolean("required")).isTrue();
                    }
                }
            }
            assertThat(Pattern.compile("\\{\\w+}").matcher(path).results().map(MatchResult::group))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(inPath);
        }));
        assertThat(described).isEqualTo(documented);
        JsonObject schemas = api.getJsonObject("components").getJsonObject("schemas");
        assertThat(schemas.getJsonObject("MessageDetail").getJsonObject("properties"))
                .containsKeys("envelope", "session", "delivery", "headers", "attachments");
        assertThat(api.getJsonObject("paths").getJsonObject("/api/messages").toString())
                .contains("#/components/schemas/MessageSummary");
        // Each schema that something refers to is there.
        Matcher reference = Pattern.compile("\"#/components/schemas/(\\w+)\"").matcher(api.toString());
        while (reference.find()) {
            assertThat(schemas.keySet()).contains(reference.group(1));
        }
    }

    /**
     * Without a login it is for its own machine, until somebody says otherwise; who is sent away hears how to. The tests listen on
     * loopback addresses only, so those who come from elsewhere come by a proxy; BrowserRulesTest has the other addresses.
     */
    @Test
    void forOthersItIsClosedAndSaysHowToOpenIt(InboxServer server) throws Exception {
        for (String field : List.of("Via", "Forwarded", "X-Forwarded-For", "X-Real-IP")) {
            for (String path : List.of("", "api/messages", "api/events", "openapi", "metrics", "js/main.js")) {
                assertThat(server.get(server.page().resolve(path), field, "192.0.2.1"))
                        .as(path)
                        .satisfies(refused -> {
                            assertThat(refused.statusCode()).isEqualTo(403);
                            assertThat(refused.headers().firstValue("Content-Type"))
                                    .contains("application/problem+json");
                            assertThat(refused.body()).contains("inbox.login=required", "inbox.login=none");
                        });
            }
            assertThat(server.get(server.page().resolve("health/ready"), field, "192.0.2.1")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.logged(
                        "Refused a request that came to " + server.page().getAuthority()))
                .as("said once")
                .hasSize(1);
        HttpResponse<String> page =
                server.get(server.page(), "X-Forwarded-For", "192.0.2.1", "Accept", "text/html,*/*;q=0.8");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).startsWith("<!DOCTYPE html>").contains("inbox.login=none");
    }

    /** Sends the request of nginx for a client far away, if nginx is told proxy_pass and nothing else. */
    @Test
    void isClosedForAProxyThatDoesNotSaySo(InboxServer server) throws Exception {
        URI page = server.page();
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            socket.getOutputStream()
                    .write(("GET /api/messages HTTP/1.0\r\nHost: " + page.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 403 ", "inbox.login=required");
        }
    }
}
