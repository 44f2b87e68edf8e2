package org.smtpconnector.inbox.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.smtpconnector.inbox.client.Message.Attachment;

/**
 * A client of an inbox that runs. Safe for use by several threads.
 *
 * <pre>{@code
 * InboxClient inbox = InboxClient.at(URI.create("http://127.0.0.1:8080/"));
 * Message message = inbox.awaitMessage(to("anna@example.org"), Duration.ofSeconds(10));
 * }</pre>
 */
public final class InboxClient {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** The longest that the inbox lets a request wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** Time for an answer, beside the time that the inbox waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The number of messages that a failed wait names. */
    private static final int NAMED = 10;

    // HTTP/1.1: servers now and then close a connection that was upgraded to HTTP/2 in the middle of a request.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final URI page;
    private final String credentials;

    private InboxClient(URI page, String credentials) {
        this.page = page;
        this.credentials = credentials;
    }

    /**
     * Makes a client. Nothing is asked yet.
     *
     * @param page the address of the inbox's page, such as {@code http://127.0.0.1:8080/}; with {@code user:password@} where a
     *     login is required
     */
    public static InboxClient at(URI page) {
        String scheme = page.getScheme();
        if (page.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("Expected an address such as http://127.0.0.1:8080/, not " + page);
        }
        String user = page.getUserInfo();
        String credentials = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        String authority = page.getPort() < 0 ? page.getHost() : page.getHost() + ':' + page.getPort();
        return new InboxClient(URI.create(scheme + "://" + authority + '/'), credentials);
    }

    /** Returns the address of the inbox's page, with a slash at the end. */
    public URI page() {
        return page;
    }

    /**
     * Waits for a message. One that has come before the call is found, too; of several, the newest is given.
     *
     * @param filter the criteria; a recipient that no other test uses keeps tests apart
     * @param time the longest to wait
     * @throws NoMessageError naming what has come instead, if nothing is found in time
     */
    public Message awaitMessage(MessageFilter filter, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        do {
            Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Duration wait = rest.compareTo(LONGEST_WAIT) < 0 ? rest : LONGEST_WAIT;
            String query = filter.query() + (filter.query().isEmpty() ? "" : "&") + "wait=" + wait.toMillis() + "ms";
            HttpResponse<String> response =
                    send(request("api/messages/latest?" + query, wait).GET().build());
            if (response.statusCode() == OK) {
                return Json.message(Json.parse(response.body()).asJsonObject());
            }
            if (response.statusCode() != NOT_FOUND) {
                throw refused(response);
            }
        } while (System.nanoTime() < end);
        throw new NoMessageError("No message has come within " + time.toMillis() + " ms that is: " + filter + ".\n"
                + newestLines() + "\nThe inbox is at " + page);
    }

    private String newestLines() {
        JsonArray newest =
                Json.parse(get("api/messages?q=is:any&limit=" + NAMED)).asJsonArray();
        return newest.isEmpty()
                ? "The inbox is empty."
                : "The newest in the inbox are:\n"
                        + newest.getValuesAs(JsonObject.class).stream()
                                .map(summary -> "  " + Json.line(summary))
                                .collect(Collectors.joining("\n"));
    }

    /**
     * Sends a message through the inbox's listener, as a mail program would: for an application that receives mail.
     *
     * @param from an address, or {@code Ada <ada@example.org>}
     * @param to recipients with commas between them
     * @return the reply of the listener
     */
    public SmtpReply send(String from, String to, String subject, String text) {
        String draft = jakarta.json.Json.createObjectBuilder()
                .add("from", from)
                .add("to", to)
                .add("subject", subject)
                .add("text", text)
                .build()
                .toString();
        HttpResponse<String> response = send(request("api/send", PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(draft))
                .build());
        if (response.statusCode() != OK) {
            throw refused(response);
        }
        JsonObject reply = Json.parse(response.body()).asJsonObject();
        return new SmtpReply(reply.getBoolean("accepted"), reply.getString("reply"));
    }

    /** Returns the id of the newest message, for {@link MessageFilter#after}; 0 if there is none. */
    public long newestId() {
        JsonArray newest = Json.parse(get("api/messages?limit=1")).asJsonArray();
        return newest.isEmpty()
                ? 0
                : newest.getJsonObject(0).getJsonNumber("id").longValueExact();
    }

    /** Returns the octets of a message as they were received. */
    public byte[] source(Message message) {
        return octets("api/messages/" + message.id() + "/source");
    }

    /** Returns the decoded content of an attachment. */
    public byte[] content(Message message, Attachment attachment) {
        return octets("api/messages/" + message.id() + "/parts/"
                + URLEncoder.encode(attachment.part(), StandardCharsets.UTF_8));
    }

    /** Deletes what a filter finds. */
    public void delete(MessageFilter filter) {
        HttpResponse<String> response = send(request("api/messages?" + filter.query(), Duration.ZERO)
                .DELETE()
                .build());
        if (response.statusCode() != OK) {
            throw refused(response);
        }
    }

    /**
     * Returns the address at which the inbox takes mail: the first one of its first listener.
     *
     * @throws InboxException if no listener is bound
     */
    public InetSocketAddress smtp() {
        List<JsonObject> listeners = Json.parse(get("api/status"))
                .asJsonObject()
                .getJsonArray("listeners")
                .getValuesAs(JsonObject.class);
        return listeners.stream()
                .flatMap(listener -> Json.strings(listener.getJsonArray("addresses")).stream())
                .findFirst()
                .map(this::reachable)
                .orElseThrow(() -> new InboxException("The inbox at " + page + " takes no mail now", null));
    }

    /** A listener on every address of its machine is reached where the page is. */
    private InetSocketAddress reachable(String address) {
        int colon = address.lastIndexOf(':');
        InetSocketAddress bound = new InetSocketAddress(
                address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)));
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(page.getHost().replaceAll("[\\[\\]]", ""), bound.getPort())
                : bound;
    }

    /** Tells whether the inbox runs and takes mail. */
    public boolean isReady() {
        try {
            return send(request("api/ready", Duration.ZERO).GET().build()).statusCode() == OK;
        } catch (InboxException e) {
            return false;
        }
    }

    private String get(String path) {
        HttpResponse<String> response = send(request(path, Duration.ZERO).GET().build());
        if (response.statusCode() != OK) {
            throw refused(response);
        }
        return response.body();
    }

    private byte[] octets(String path) {
        HttpResponse<byte[]> response = send(request(path, Duration.ZERO).GET().build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new InboxException(page.resolve(path) + " answers " + response.statusCode(), null);
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path, Duration wait) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path)).timeout(wait.plus(PATIENCE));
        return credentials == null ? request : request.header("Authorization", credentials);
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new InboxException("The inbox at " + page + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxException("Interrupted while waiting for the inbox at " + page, e);
        }
    }

    private static InboxException refused(HttpResponse<String> response) {
        return new InboxException(response.uri() + " answers " + response.statusCode() + ' ' + response.body(), null);
    }
}
