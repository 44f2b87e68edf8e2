package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All that happened can be seen afterwards: in the journal, in the audit log, through JMX; and no secret is among it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ObserveIT {

    private static final Path LOG = Path.of(System.getProperty("test.server.dir"), "server.log.0");

    /** AUTH PLAIN of mailer. */
    private static final String SECRET = "AG1haWxlcgBzZWNyZXQ=";

    private String last;

    @BeforeEach
    void remember() {
        last = Client.send("GET", "observed/last");
    }

    @Test
    void aMessageIsInTheJournalWithWhatWasSaid() {
        Client.talk(
                "auth",
                Client.message(
                        "C: AUTH PLAIN " + SECRET + "\nS: 235 2.7.0 *\n", "observed", "a@example.org", "250 2.0.0"));

        assertThat(journal())
                .startsWith("auth ACCEPTED 250 mailer sender@example.org a@example.org"
                        + " [org.smtpconnector.it.app.AuthInbox] timed\n")
                .contains("\nC: EHLO client.example\n", "\nC: AUTH PLAIN <secret>\nS: 235 2.7.0")
                .contains("\nC: MAIL FROM:<sender@example.org>\n", "\nC: <19 octets of data>\nS: 250 2.0.0")
                .doesNotContain(SECRET);
    }

    @Test
    void whatWasRefusedOrRolledBackIsThereToo() {
        for (String[] expected : new String[][] {
            {"refuse", "550 5.7.1", "REFUSED_BY_BEAN 550"},
            {"runtime", "451 4.3.0", "FAILED 451"},
            {"rollback-only", "451 4.3.0", "ROLLED_BACK 451"},
            {"commit-fails", "451 4.3.0", "FAILED 451"}
        }) {
            remember();
            Client.talk(Client.message("", "observed-" + expected[0], expected[0] + "@example.org", expected[1]));
            assertThat(journal())
                    .startsWith("default " + expected[2] + " - sender@example.org " + expected[0] + "@example.org")
                    .contains("BehavingInbox");
        }
    }

    @Test
    void eachTransactionHasOneLineInTheAuditLogWhateverTheClientSays() {
        String hostile = "\"x\\\"}]} [SEVERE] {\\\"event\\\":\"@example.org";
        Client.talk(
                """
                === hostile
                S: 220 *
                C: EHLO [IPv6:::1]
                S: 250 ...
                C: MAIL FROM:<%s>
                S: 250 *
                C: RCPT TO:<refuse@example.org>
                S: 250 *
                C: RSET
                S: 250 *
                """
                        .formatted(hostile.replace("\\", "\\\\"))); // a transcript has its own escapes

        List<JsonObject> lines = await().until(
                        () -> audit().stream()
                                .filter(line -> line.getString("from", "").equals(hostile))
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getString("event")).isEqualTo("transaction");
            assertThat(line.getString("listener")).isEqualTo("default");
            assertThat(line.getString("outcome")).isEqualTo("aborted");
            assertThat(line.getString("helo")).isEqualTo("[IPv6:::1]");
            assertThat(line.getJsonArray("to").getString(0)).isEqualTo("refuse@example.org");
        });
    }

    @Test
    void theListenerCanBeSeenThroughJmx() {
        long before = Long.parseLong(managed("MessagesAccepted"));
        Client.talk(Client.message("", "managed", "ok@example.org", "250 2.0.0"));

        assertThat(Long.parseLong(managed("MessagesAccepted"))).isGreaterThan(before);
        assertThat(managed("Calls")).contains("onMessage", "onRcptTo");
        assertThat(managed("Accepting")).isEqualTo("true");
        assertThat(managed("Saturated")).isEqualTo("false");
        assertThat(Double.parseDouble(managed("DeliveryMillis"))).isPositive();
    }

    private String journal() {
        return Client.send("GET", "observed/journal?after=" + last);
    }

    private static String managed(String attribute) {
        return Client.send("GET", "observed/managed?listener=default&attribute=" + attribute);
    }

    /** Every line of the audit log: all of them are JSON. */
    private static List<JsonObject> audit() {
        try {
            return Files.readAllLines(LOG).stream()
                    .filter(line -> line.contains("{\"event\":"))
                    .map(line -> line.substring(line.indexOf("{\"event\":"), line.lastIndexOf('}') + 1))
                    .map(ObserveIT::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject json(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }
}
