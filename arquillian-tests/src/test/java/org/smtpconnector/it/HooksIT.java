package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * In a container each hook is called where a bean overrides it, once, and not dispatched where it does not: an interceptor of the
 * beans would see a method that they have from the interface only, too.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HooksIT {

    @BeforeEach
    void forget() {
        await().until(() -> Client.send("GET", "listeners/hooks/busy").equals("0"));
        Client.send("DELETE", "calls/hooked");
        Client.send("DELETE", "calls/plain");
    }

    @Test
    void eachIsCalledOnceAndTheNextBeanSeesWhatCameOfIt() {
        Client.talk(
                "hooks",
                """
                === All hooks
                S: 220 * Hooked
                C: HELO client.example
                S: 250 * Hello client.example
                C: WHAT is this
                S: 502 5.5.1 Not WHAT is this
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: all-hooks
                C:
                C: Text
                C: .
                S: 250 2.6.0 Taken
                C: QUIT
                S: 221 *
                E:
                """);
        await().until(() -> Client.send("GET", "calls/hooked").endsWith("onDisconnect"));

        assertThat(Client.send("GET", "calls/hooked"))
                .isEqualTo("onConnect onHelo onUnknownCommand onMailFrom onRcptTo onDataStart onHeaders onData"
                        + " onMessage onDisconnect");
        assertThat(Client.send("GET", "calls/plain")).isEqualTo("onMessage");
        assertThat(Client.stored("all-hooks"))
                .isEqualTo("rewritten@example.org [real@example.org] at the beginning 16");
    }

    @Test
    void eachRefusalIsHeardAndTheSessionGoesOn() {
        Client.talk(
                "hooks",
                """
                === Refusals
                S: 220 *
                C: EHLO spammer.example
                S: 550 5.7.1 Not you
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<spammer@example.org>
                S: 550 5.1.8 Not from there
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<nobody@example.org>
                S: 550 5.1.1 Nobody here
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: refused-hooks
                C: X-Spam: yes
                C:
                C: Text
                C: .
                S: 554 5.7.1 Not such a header
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: refused-hooks
                C:
                C: Text!
                C: .
                S: 554 5.6.0 Not so loud
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: after-refusals
                C: .
                S: 250 2.6.0 Taken
                """);

        assertThat(Client.send("GET", "calls/plain")).isEqualTo("onMessage");
        assertThat(Client.stored("refused-hooks")).isEmpty();
        assertThat(Client.stored("after-refusals")).isNotEmpty();
    }
}
