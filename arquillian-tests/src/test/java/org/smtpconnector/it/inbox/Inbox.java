package org.smtpconnector.it.inbox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The inbox as its REST API shows it. */
final class Inbox {

    // Not one for all: it would keep connections to a server that has been killed.
    // HTTP/1.1: Payara now and then closes a connection that was upgraded to HTTP/2 in the middle of a request.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PAGE = 200;

    private final String messages;

    Inbox(int port) {
        this.messages = "http://127.0.0.1:" + port + "/api/messages";
    }

    /** One stored message. */
    record Mail(long id, String messageId, long size) {
        private static Mail of(JsonObject json) {
            return new Mail(
                    json.getJsonNumber("id").longValueExact(),
                    json.getString("messageId", null),
                    json.getJsonNumber("size").longValueExact());
        }
    }

    /** Every message, newest first. */
    List<Mail> all() throws IOException, InterruptedException {
        return pages("");
    }

    /** Every message for a recipient, newest first. */
    List<Mail> all(String recipient) throws IOException, InterruptedException {
        return pages("&to=" + encoded(recipient));
    }

    private List<Mail> pages(String search) throws IOException, InterruptedException {
        List<Mail> all = new ArrayList<>();
        List<Mail> page;
        String next = "";
        do {
            page = list("?limit=" + PAGE + search + next);
            all.addAll(page);
            next = page.isEmpty() ? "" : "&before=" + page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        return all;
    }

    /** The only message for a recipient; waits for it. */
    Mail only(String recipient) throws IOException, InterruptedException {
        List<Mail> found = list("?to=" + encoded(recipient) + "&wait=10s");
        if (found.size() != 1) {
            throw new AssertionError("Expected one message for " + recipient + ", but there are " + found);
        }
        return found.get(0);
    }

    private List<Mail> list(String query) throws IOException, InterruptedException {
        try (InputStream body = get(query);
                JsonReader reader = Json.createReader(body)) {
            return reader.readArray().stream()
                    .map(value -> Mail.of(value.asJsonObject()))
                    .toList();
        }
    }

    /** The source as it comes, to be closed by the caller. */
    InputStream source(Mail mail) throws IOException, InterruptedException {
        return get("/" + mail.id() + "/source");
    }

    byte[] sourceOctets(Mail mail) throws IOException, InterruptedException {
        try (InputStream source = source(mail)) {
            return source.readAllBytes();
        }
    }

    private InputStream get(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(URI.create(messages + path))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw new AssertionError("GET " + messages + path + ": " + response.statusCode() + ' '
                        + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
