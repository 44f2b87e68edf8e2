package org.smtpconnector.it.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.run.Feature;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;

/** One message, from the greeting to the bean, and the status of the adapter. */
public abstract class SmokeCases extends Cases {

    @Test
    @Feature("message-to-bean")
    void aMessageReachesTheBean() {
        Transcript.parse(
                        "smoke",
                        """
                        === A message
                        S: 220 *
                        C: EHLO client.example
                        S: 250 ...
                        C: MAIL FROM:<sender@example.org>
                        S: 250 *
                        C: RCPT TO:<inbox@example.org>
                        S: 250 *
                        C: DATA
                        S: 354 *
                        C: Subject: smoke
                        C: .
                        S: 250 2.0.0 *
                        C: QUIT
                        S: 221 *
                        E:
                        """)
                .forEach(dialogue -> SocketDialogue.run(dialogue, listener("default"), Duration.ofSeconds(30)));

        assertThat(get("smoke/list")).contains("smoke");
    }

    @Test
    @Feature("status-object")
    void theApplicationFindsTheStatusOfTheListeners() {
        assertThat(get("smoke/status")).contains(String.valueOf(server.port("default")));
    }
}
