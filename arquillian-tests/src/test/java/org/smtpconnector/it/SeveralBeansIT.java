package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two beans, two databases, one transaction: both keep the message, or neither does. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SeveralBeansIT {

    @Test
    void bothKeepTheMessage() {
        deliver("both", "both@example.org", "250 2.0.0");

        assertThat(Client.stored("both")).isEqualTo("[both@example.org]");
        assertThat(Client.storedInSecond("both")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "two-refuse, 550 5.7.1",
        "two-rollback, 451 4.3.0",
        "two-runtime, 451 4.3.0",
        "flush-refuse, 550 5.7.1",
        "flush-rollback, 451 4.3.0",
        "flush-runtime, 451 4.3.0",
    })
    void ifOneFailsNothingIsKept(String recipient, String reply) {
        deliver(recipient, recipient + "@example.org", reply);

        assertThat(Client.stored(recipient)).isEmpty();
        assertThat(Client.storedInSecond(recipient)).isEqualTo("0");
    }

    /** Whatever the databases are: of an XA resource and a local one the local one is committed last. */
    @ParameterizedTest
    @ValueSource(strings = {"xa-one.xa-two", "local-one.xa-one", "xa-one.local-one"})
    void twoDatabasesKeepTheMessageBothOrNeither(String databases) {
        String[] each = databases.split("\\.", -1);
        for (String[] failure :
                new String[][] {{"refuse", "550 5.7.1"}, {"rollback", "451 4.3.0"}, {"runtime", "451 4.3.0"}}) {
            String recipient = databases + "." + failure[0];
            Client.talk("pair", Client.message("", recipient, recipient + "@example.org", failure[1]));
            assertThat(stored(each[0], recipient)).as(recipient).isEqualTo("0");
            assertThat(stored(each[1], recipient)).as(recipient).isEqualTo("0");
        }
        Client.talk("pair", Client.message("", databases, databases + ".ok@example.org", "250 2.0.0"));
        assertThat(stored(each[0], databases)).isEqualTo("1");
        assertThat(stored(each[1], databases)).isEqualTo("1");
    }

    /** Two beans and one DataSource that is not XA. */
    @Test
    void oneDatabaseThatIsNotXaKeepsTheRowsOfBothBeansOrNeither() {
        String recipient = "local-one.local-one.";
        Client.talk("pair", Client.message("", "local-runtime", recipient + "runtime@example.org", "451 4.3.0"));
        Client.talk("pair", Client.message("", "local-refuse", recipient + "refuse@example.org", "550 5.7.1"));
        Client.talk("pair", Client.message("", "local", recipient + "ok@example.org", "250 2.0.0"));

        assertThat(stored("local-one", "local-runtime")).isEqualTo("0");
        assertThat(stored("local-one", "local-refuse")).isEqualTo("0");
        assertThat(stored("local-one", "local")).isEqualTo("2");
    }

    /** The container cannot commit two such databases together, and says so: nothing is kept, and the client hears 451. */
    @Test
    void twoDatabasesThatAreNotXaAreAFailure() {
        Client.talk("pair", Client.message("", "two-local", "local-one.local-two.ok@example.org", "451 4.3.0"));

        assertThat(stored("local-one", "two-local")).isEqualTo("0");
        assertThat(stored("local-two", "two-local")).isEqualTo("0");
    }

    private static String stored(String database, String subject) {
        return Client.send("GET", "databases?database=" + database + "&subject=" + subject);
    }

    @Test
    void aBeanThatClaimsNoRecipientIsNotCalled() {
        deliver("audit", "audit@example.com", "250 2.0.0");

        assertThat(Client.stored("audit")).isEmpty();
        assertThat(Client.storedInSecond("audit")).isEqualTo("1");
    }

    @Test
    void aRecipientThatNobodyClaimsIsRefused() {
        Client.talk(
                "two",
                """
                === Nobody
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<somebody@example.com>
                S: 550 5.1.1 *
                C: DATA
                S: 503 *
                """);
    }

    private static void deliver(String subject, String recipient, String reply) {
        Client.talk("two", Client.message("", subject, recipient, reply));
    }
}
