package org.smtpconnector.it.conformance.cases;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.smtpconnector.it.conformance.server.JakartaServer;
import org.smtpconnector.it.inbox.TrustingTls;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;

/** Cases that run on each server, with the server and its application. */
public abstract class Cases {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final SSLContext TRUSTING = TrustingTls.context();

    /** The server under test, with the adapter and the application deployed. */
    protected JakartaServer server;

    private Database database;

    @BeforeEach
    void use(JakartaServer underTest, Database itsDatabase) {
        server = underTest;
        database = itsDatabase;
    }

    /** Returns the database of the server's application. */
    final Database database() {
        return database;
    }

    /** Returns the application, to be deployed again. */
    final WebArchive application() {
        return Application.archive(server, database);
    }

    /** Returns the address of a listener of the adapter. */
    final InetSocketAddress listener(String name) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port(name));
    }

    /** Holds the dialogues of a text with a listener. */
    final void talk(String listener, String transcript) {
        Transcript.parse(listener, transcript)
                .forEach(dialogue -> SocketDialogue.run(dialogue, listener(listener), TIMEOUT, TRUSTING));
    }

    /** Sends a message to a listener and expects a reply to it. */
    final void deliver(String listener, String subject, String recipient, String reply) {
        deliver(listener, "", subject, recipient, reply);
    }

    /**
     * Sends a message to a listener and expects a reply to it.
     *
     * @param before lines of the dialogue after EHLO
     */
    final void deliver(String listener, String before, String subject, String recipient, String reply) {
        talk(
                listener,
                """
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
                C:
                C: Text
                C: .
                S: %4$s*
                C: QUIT
                S: 221 *
                E:
                """
                        .formatted(before, subject, recipient, reply));
    }

    /** Returns what a listener answers to EHLO. */
    final String extensions(String listener) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(listener))) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write("EHLO client.example\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until each listener greets. */
    final void awaitGreeting() {
        Application.LISTENERS.forEach(name -> awaitGreeting(server, name));
    }

    /** Waits until a listener greets: its application has started then. */
    public static void awaitGreeting(JakartaServer server, String listener) {
        await("the greeting of " + listener + " on " + server.name())
                .atMost(Duration.ofMinutes(2))
                .until(() -> greeting(server.port(listener)), line -> line.startsWith("220"));
    }

    private static String greeting(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Returns the answer of the application to a GET. */
    final String get(String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(server.page("/" + Application.NAME + "/" + path))
                            .timeout(TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + response.statusCode() + ' ' + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
