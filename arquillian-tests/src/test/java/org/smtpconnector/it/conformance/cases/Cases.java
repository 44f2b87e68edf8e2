package org.smtpconnector.it.conformance.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.smtpconnector.it.conformance.server.JakartaServer;

/** Cases that run on each server, with the server and its application. */
public abstract class Cases {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The server under test, with the adapter and the application deployed. */
    protected JakartaServer server;

    @BeforeEach
    void use(JakartaServer underTest) {
        server = underTest;
    }

    /** Returns the address of a listener of the adapter. */
    protected final InetSocketAddress listener(String name) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port(name));
    }

    /** Returns the answer of the application to a GET. */
    protected final String get(String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(server.page("/test/" + path))
                            .timeout(Duration.ofMinutes(1))
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
