package org.smtpconnector.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;

/** The test's side: dialogues with the listeners of the test application, and looks into it by HTTP. */
final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(70);

    private static final SSLContext TRUSTING = trusting();

    private Client() {}

    /** Believes the authority that the tests' certificates come from. */
    static SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            try (InputStream in = Files.newInputStream(Path.of(System.getProperty("test.tls.dir"), "ca.crt"))) {
                store.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the dialogues of a text with the default listener. */
    static void talk(String transcript) {
        talk("default", transcript);
    }

    static void talk(String listener, String transcript) {
        Transcript.parse(listener, transcript)
                .forEach(dialogue -> SocketDialogue.run(dialogue, address(listener), TIMEOUT, TRUSTING));
    }

    static InetSocketAddress address(String listener) {
        String property = listener.equals("default") ? "test.smtp.port" : "test.smtp." + listener + ".port";
        Integer port = Integer.getInteger(property);
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                port == null ? Integer.parseInt(send("GET", "listeners/" + listener + "/port")) : port);
    }

    /** Returns the number of messages with that subject in the second database. */
    static String storedInSecond(String subject) {
        return send("GET", "second?subject=" + subject);
    }

    /** The recipients of the stored messages with that subject, separated by commas. */
    static String stored(String subject) {
        return send("GET", "mails?subject=" + subject);
    }

    static String send(String method, String path) {
        URI uri = URI.create("http://127.0.0.1:" + Integer.getInteger("test.http.port") + "/test/api/" + path);
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .timeout(TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 300) {
                throw new AssertionError(method + " " + uri + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A dialogue that sends one message.
     *
     * @param before lines of the dialogue after EHLO, such as AUTH
     */
    static String message(String before, String subject, String recipient, String reply) {
        return """
                === %2$s
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                %1$sC: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<%3$s>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: %2$s
                C: .
                S: %4$s*
                """
                .formatted(before, subject, recipient, reply);
    }
}
