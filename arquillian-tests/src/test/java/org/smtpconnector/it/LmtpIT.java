package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Program;

/**
 * LMTP: a reply for each recipient, two beans with two databases, one transaction. What was refused for one recipient neither
 * bean has kept, and what was accepted both have.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LmtpIT {

    @TempDir
    private Path directory;

    @Test
    void eachRecipientHasTheReplyOfTheBeansThatClaimedIt() {
        Client.talk(
                "lmtp",
                """
                === A reply for each
                S: 220 * LMTP ready
                C: LHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<one@first.example>
                S: 250 *
                C: RCPT TO:<closed@first.example>
                S: 250 *
                C: RCPT TO:<full@second.example>
                S: 250 *
                C: RCPT TO:<two@second.example>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: lmtp-each
                C: .
                S: 250 2.0.0 *
                S: 550 5.2.1 Mailbox closed
                S: 452 4.2.2 Mailbox full
                S: 250 2.0.0 *
                C: NOOP
                S: 250 *
                """);

        assertThat(Client.stored("lmtp-each")).isEqualTo("one@first.example,two@second.example");
        assertThat(Client.storedInSecond("lmtp-each")).isEqualTo("1");
    }

    @Test
    void aClientAsPeopleHaveItDelivers() throws Exception {
        Program.require("msmtp", "msmtp");
        Path message = Files.writeString(directory.resolve("message.eml"), "Subject: lmtp-msmtp\n\nText\n");
        Program.Result result = Program.run(
                message,
                List.of(
                        "msmtp",
                        "--file=/dev/null",
                        "--protocol=lmtp",
                        "--host=127.0.0.1",
                        "--port=" + Client.address("lmtp").getPort(),
                        "--domain=client.example",
                        "--from=sender@example.org",
                        "--",
                        "one@first.example",
                        "two@second.example"));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(Client.stored("lmtp-msmtp")).isEqualTo("one@first.example,two@second.example");
        assertThat(Client.storedInSecond("lmtp-msmtp")).isEqualTo("1");
    }
}
