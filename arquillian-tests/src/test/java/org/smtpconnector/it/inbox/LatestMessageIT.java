package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A test gets a message with its content in one call, whether it has come already or comes while the call waits. */
@RunsInbox({"-Xmx512m", "-Dsmtp.listener.default.hostname=mx.example.org"})
class LatestMessageIT {

    private static void send(InboxServer server, String recipient, String number) throws IOException {
        try (SmtpConnection connection = new SmtpConnection(server.smtp())) {
            connection.command("250", "MAIL FROM:<shop@example.org>");
            connection.command("250", "RCPT TO:<" + recipient + '>');
            connection.command("354", "DATA");
            connection.say("Subject: =?utf-8?Q?Best=C3=A4tigung?= " + number);
            connection.say("Content-Type: multipart/alternative; boundary=b");
            connection.say("");
            connection.say("--b");
            connection.say("");
            connection.say("Confirm at https://shop.example/confirm?token=" + number);
            connection.say("--b");
            connection.say("Content-Type: text/html");
            connection.say("");
            connection.say("<p onclick='x()'>Confirm <a href='https://shop.example/confirm?token=" + number
                    + "'>here</a></p>");
            connection.say("--b--");
            connection.command("250", ".");
        }
    }

    private static JsonObject latest(InboxServer server, String query) throws Exception {
        HttpResponse<String> response = server.get("api/messages/latest?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    @Test
    void aMessageThatHasComeIsGivenWithItsContent(InboxServer server) throws Exception {
        send(server, "before@latest.example.org", "1");
        send(server, "before@latest.example.org", "2");

        JsonObject found = latest(server, "to=before@latest.example.org&wait=10s");

        assertThat(found.getJsonObject("summary").getString("subject")).isEqualTo("Bestätigung 2");
        assertThat(found.getString("text")).contains("Confirm at https://shop.example/confirm?token=2");
        assertThat(found.getString("html")).contains("onclick");
        JsonObject link = found.getJsonArray("links").getJsonObject(0);
        assertThat(link.getString("href")).isEqualTo("https://shop.example/confirm?token=2");
        assertThat(link.getString("text")).isEqualTo("here");
        assertThat(found.getJsonArray("headers").getValuesAs(JsonObject.class))
                .extracting(field -> field.getString("name"))
                .contains("Subject", "Content-Type");
        assertThat(found.getJsonArray("attachments")).isEmpty();
    }

    @Test
    void theCallWaitsForAMessageThatComesLater(InboxServer server) throws Exception {
        String query = "to=later@latest.example.org&wait=60s";
        CompletableFuture<JsonObject> waiting = CompletableFuture.supplyAsync(() -> latestUnchecked(server, query));
        send(server, "other@latest.example.org", "1");
        send(server, "later@latest.example.org", "2");

        assertThat(waiting.get().getJsonObject("summary").getJsonArray("recipients"))
                .containsExactly(Json.createValue("later@latest.example.org"));
    }

    /** The content is read on threads that belong to no request any more. */
    @Test
    void manyCallsThatWaitAreAllAnswered(InboxServer server) throws Exception {
        for (int round = 0; round < 10; round++) {
            List<CompletableFuture<JsonObject>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String query = "to=many-" + round + "-" + i + "@latest.example.org&wait=60s";
                waiting.add(CompletableFuture.supplyAsync(() -> latestUnchecked(server, query)));
            }
            for (int i = 0; i < 10; i++) {
                send(server, "many-" + round + "-" + i + "@latest.example.org", "1");
            }
            for (CompletableFuture<JsonObject> each : waiting) {
                assertThat(each.get().getString("text")).contains("Confirm at");
            }
        }
    }

    private static JsonObject latestUnchecked(InboxServer server, String query) {
        try {
            return latest(server, query);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOldMessageIsLeftOutByItsId(InboxServer server) throws Exception {
        send(server, "again@latest.example.org", "1");
        int old = latest(server, "to=again@latest.example.org&wait=10s")
                .getJsonObject("summary")
                .getInt("id");
        HttpResponse<String> nothing =
                server.get("api/messages/latest?to=again@latest.example.org&wait=200ms&after=" + old);
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(nothing).getString("detail")).contains("No message was found in time");

        send(server, "again@latest.example.org", "2");
        assertThat(latest(server, "to=again@latest.example.org&wait=10s&after=" + old)
                        .getJsonObject("summary")
                        .getString("subject"))
                .endsWith("2");
    }

    @Test
    void whatIsNotKnownIsRefused(InboxServer server) throws Exception {
        HttpResponse<String> refused = server.get("api/messages/latest?recipient=x");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).getString("parameter")).isEqualTo("recipient");
        assertThat(server.get("api/messages/latest").statusCode()).isIn(200, 404);
        assertThat(server.get("api/messages/latest/text").statusCode()).isEqualTo(400);
    }
}
