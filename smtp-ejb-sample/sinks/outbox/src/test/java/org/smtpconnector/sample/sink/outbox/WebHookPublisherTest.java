package org.smtpconnector.sample.sink.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebHookPublisherTest {

    private static final String SECRET = "0123456789abcdef";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private record Request(String path, String signature, String idempotencyKey, String body) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst(WebHookPublisher.SIGNATURE),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (status > 0) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void theEventIsPostedAndSigned() throws Exception {
        publish(Map.of(), event("Hello", Optional.of("Text".getBytes(StandardCharsets.UTF_8))));
        Request request = requests.take();
        JsonObject json = json(request.body);
        assertThat(json.getString("digest")).isEqualTo("d1").isEqualTo(request.idempotencyKey);
        assertThat(json.getJsonArray("recipients").getString(1)).isEqualTo("c@example.org");
        assertThat(Base64.getDecoder().decode(json.getString("content")))
                .asString()
                .isEqualTo("Text");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal(("1700000000." + request.body).getBytes(StandardCharsets.UTF_8));
        assertThat(request.signature)
                .isEqualTo("t=1700000000,v1=" + HexFormat.of().formatHex(expected));
    }

    @Test
    void aLargeMessageIsAClaim() throws Exception {
        publish(Map.of(), event("Hello", Optional.empty()));
        JsonObject json = json(requests.take().body);
        assertThat(json.getString("claim")).isEqualTo("m1");
        assertThat(json).doesNotContainKey("content");
    }

    @Test
    void slackIsGivenATextWithoutMarkup() throws Exception {
        publish(Map.of("sink.webhook.template", "slack"), event("<!channel> & \"more\"", Optional.empty()));
        assertThat(json(requests.take().body))
                .isEqualTo(Json.createObjectBuilder()
                        .add(
                                "text",
                                "Mail from a@example.org to b@example.org, c@example.org: &lt;!channel&gt; &amp; \"more\"")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 404, 429, 500, 503})
    void everythingButSuccessIsAFailedAttemptAndNoRedirectionIsFollowed(int answer) {
        status = answer;
        assertThatThrownBy(() -> publish(Map.of(), event("Hello", Optional.empty())))
                .hasRootCauseMessage("The web hook has answered " + answer);
        assertThat(requests).extracting(Request::path).containsExactly("/hook");
    }

    @Test
    void aHookThatDoesNotAnswerIsAFailedAttempt() {
        status = 0;
        assertThatThrownBy(() -> publish(Map.of("sink.outbox.timeout", "PT0.3S"), event("Hello", Optional.empty())))
                // The root cause is now and then what the client meets at its own end of the connection.
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aHookThatIsNotThereIsUnavailable() {
        server.stop(0);
        assertThatThrownBy(() -> publish(Map.of(), event("Hello", Optional.empty())))
                .hasCauseInstanceOf(UnavailableException.class);
    }

    private void publish(Map<String, String> more, OutboxEvent event) throws Exception {
        Map<String, String> values = new HashMap<>(Map.of(
                "sink.outbox.publisher",
                "webhook",
                "sink.webhook.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook",
                "sink.webhook.secret",
                SECRET));
        values.putAll(more);
        try (Publisher publisher =
                new WebHookPublisher(Configurations.settings(values), Clock.fixed(NOW, ZoneOffset.UTC))) {
            publisher.publish(event).get(30, TimeUnit.SECONDS);
        }
    }

    private static OutboxEvent event(String subject, Optional<byte[]> content) {
        return new OutboxEvent(
                1, "m1", 0, "d1", "a@example.org", List.of("b@example.org", "c@example.org"), subject, 4, NOW, content);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
