package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A message that is written or uploaded goes through the listener, and the listener's reply comes back. */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class SendIT {

    private static final String JSON = "application/json";
    private static final String EML = "message/rfc822";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> post(InboxServer server, String path, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.page().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonObject latest(InboxServer server, String query) throws Exception {
        return json(server.get("api/messages/latest?wait=10s&" + query));
    }

    @Test
    void aDraftComesBackThroughTheListener(InboxServer server) throws Exception {
        JsonObject sent = json(
                post(
                        server,
                        "api/send",
                        JSON,
                        octets(
                                """
                        {"from": "Ada Größe <ada@send.example.org>", "to": "bob@send.example.org", "bcc": ["secret@send.example.org"],
                         "subject": "Größe", "text": "It rains in Köln.\\n.\\nEnd"}""")));
        assertThat(sent.getBoolean("accepted")).as(sent.toString()).isTrue();
        assertThat(sent.getString("reply")).startsWith("250 2.0.0");
        assertThat(sent.getString("server")).endsWith(":" + server.smtp().getPort());

        JsonObject found = latest(server, "to=secret@send.example.org");
        JsonObject summary = found.getJsonObject("summary");
        assertThat(summary.getString("subject")).isEqualTo("Größe");
        assertThat(summary.getString("from")).isEqualTo("\"Ada Größe\" <ada@send.example.org>");
        assertThat(summary.getString("reversePath")).isEqualTo("ada@send.example.org");
        assertThat(found.getString("text").lines()).containsExactly("It rains in Köln.", ".", "End");
        assertThat(found.getJsonArray("headers").toString()).doesNotContain("secret@");
    }

    @Test
    void aFileIsSentAsItIs(InboxServer server) throws Exception {
        JsonObject sent = json(post(
                server,
                "api/send?from=&to=eml@send.example.org&to=eml2@send.example.org",
                EML,
                octets("Subject: From a file\nX-Odd:   kept\n\nGrüße\n")));
        assertThat(sent.getBoolean("accepted")).as(sent.toString()).isTrue();

        JsonObject summary = latest(server, "to=eml2@send.example.org").getJsonObject("summary");
        assertThat(summary.getString("reversePath")).isEmpty();
        assertThat(server.get("api/messages/" + summary.getInt("id") + "/source")
                        .body())
                .endsWith("Subject: From a file\r\nX-Odd:   kept\r\n\r\nGrüße\r\n");
    }

    @Test
    void aStoredMessageIsSentAgain(InboxServer server) throws Exception {
        String body = "From: a@b.example\r\nSubject: Twice\r\n\r\nSame.\r\n";
        json(post(server, "api/send?from=a@send.example.org&to=again@send.example.org", EML, octets(body)));
        int first = latest(server, "to=again@send.example.org")
                .getJsonObject("summary")
                .getInt("id");

        JsonObject sent = json(post(server, "api/messages/" + first + "/resend", JSON, new byte[0]));
        assertThat(sent.getBoolean("accepted")).as(sent.toString()).isTrue();
        JsonObject second =
                latest(server, "to=again@send.example.org&after=" + first).getJsonObject("summary");
        assertThat(second.getString("reversePath")).isEqualTo("a@send.example.org");
        assertThat(server.get("api/messages/" + second.getInt("id") + "/source").body())
                .endsWith(body);
    }

    @Test
    void theReplyOfARefusalIsShown(InboxServer server) throws Exception {
        JsonObject refused = json(post(server, "api/send?from=a@b.example&to=x@-bad-", EML, octets("x\n")));
        assertThat(refused.getBoolean("accepted")).isFalse();
        assertThat(refused.getString("reply")).startsWith("5");
    }

    @Test
    void whatIsNoMessageIsRefused(InboxServer server) throws Exception {
        assertThat(post(server, "api/send", JSON, octets("{\"from\": \"a@b.example\", \"to\": \"x@y\\r\\nDATA\"}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(server, "api/send?from=a@b.example", EML, octets("x")).statusCode())
                .isEqualTo(400);
        assertThat(post(server, "api/send?from=a%0D%0ADATA@b.example&to=x@y.example", EML, octets("x"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(server, "api/send", "text/plain", octets("{}")).statusCode())
                .isEqualTo(415);
        assertThat(post(server, "api/messages/999999999/resend", JSON, new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aPageOfAnotherOriginSendsNothing(InboxServer server) throws Exception {
        for (String path :
                new String[] {"api/send?from=a@b.example&to=stranger@send.example.org", "api/messages/1/resend"}) {
            assertThat(post(server, path, EML, octets("x"), "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post(server, path, EML, octets("x"), "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.get("api/messages/latest?to=stranger@send.example.org")
                        .statusCode())
                .isEqualTo(404);
    }
}
