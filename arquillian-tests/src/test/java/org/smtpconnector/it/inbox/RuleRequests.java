package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The rules of an inbox, by its interface. */
public final class RuleRequests {

    private final URI rules;

    public RuleRequests(InboxServer server) {
        this.rules = server.page().resolve("api/rules");
    }

    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rules + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Makes a rule, and returns its id. */
    public long add(String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", "", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    public JsonArray all() throws IOException, InterruptedException {
        try (JsonReader reader =
                Json.createReader(new StringReader(send("GET", "", "").body()))) {
            return reader.readArray();
        }
    }

    /** Deletes every rule that can be deleted. */
    public void clear() throws IOException, InterruptedException {
        for (var rule : all()) {
            if (rule.asJsonObject().containsKey("id")) {
                send("DELETE", "/" + rule.asJsonObject().getInt("id"), "");
            }
        }
    }
}
