package org.smtpconnector.it.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** With a login, nobody gets anything without the password that the sample's identity store knows. */
@RunsSample({"-Xmx512m", "-Dinbox.login=required", "-Dinbox.user.name=alice", "-Dinbox.user.password=wonder:land"})
class InboxLoginIT {

    private static final URI PAGE = URI.create("http://127.0.0.1:" + Integer.getInteger("test.sample.http.port") + "/");

    private static HttpResponse<String> get(String path, String credentials) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(PAGE.resolve(path));
        if (credentials != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void onlyTheUserComesIn(SampleServer sample) throws Exception {
        for (String path : new String[] {"/", "/api/messages", "/api/events", "/api/me", "/api/status"}) {
            for (String credentials : new String[] {null, "alice:wrong", "alice", ":", "bob:wonder:land"}) {
                HttpResponse<String> response = get(path, credentials);
                assertThat(response.statusCode()).as(path + ' ' + credentials).isEqualTo(401);
                assertThat(response.headers().firstValue("WWW-Authenticate"))
                        .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
            }
        }
        assertThat(get("/api/messages", "alice:wonder:land").body()).isEqualTo("[]");
        assertThat(get("/api/me", "alice:wonder:land").body()).isEqualTo("{\"login\":\"required\",\"user\":\"alice\"}");
        assertThat(get("/", "alice:wonder:land").statusCode()).isEqualTo(200);
    }
}
