package org.smtpconnector.sample.sink.outbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts to the one address of the configuration. Nothing in a message changes the address, and a redirection is not followed, so a sender
 * cannot make the server ask for anything else.
 */
final class WebHookPublisher implements Publisher {

    static final String SIGNATURE = "X-Signature";

    private static final String HMAC = "HmacSHA256";
    private static final int SUCCESS = 2;

    private final OutboxSettings settings;
    private final Clock clock;
    private final HttpClient client;

    WebHookPublisher(OutboxSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout().dividedBy(2))
                .build();
    }

    @Override
    public CompletableFuture<Void> publish(OutboxEvent event) {
        byte[] body = settings.webHook().template() == OutboxSettings.Template.SLACK
                ? EventJson.slack(event)
                : EventJson.of(event);
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.webHook().url())
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", event.digest())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        settings.webHook().secret().ifPresent(secret -> request.header(SIGNATURE, signature(secret, body)));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .handle(WebHookPublisher::result);
    }

    private static Void result(HttpResponse<Void> response, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            throw new UnavailableException(cause);
        }
        if (cause != null) {
            throw new CompletionException(cause);
        }
        if (response.statusCode() / 100 != SUCCESS) {
            throw new CompletionException(new IOException("The web hook has answered " + response.statusCode()));
        }
        return null;
    }

    /** Signs time and body, so that a receiver can refuse a request that somebody has recorded. */
    private String signature(String secret, byte[] body) {
        String time = String.valueOf(clock.instant().getEpochSecond());
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            mac.update((time + '.').getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // The client ends when nothing refers to it.
    }
}
