package org.smtpconnector.it.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.run.Feature;
import org.smtpconnector.testkit.TaskThreads;

/** The activation properties of a bean, the configuration of a listener, and the hooks. */
public abstract class ListenerCases extends Cases {

    @Test
    @Feature("hooks")
    void eachHookOfABeanIsCalledInItsPlace() {
        talk(
                "hooks",
                """
                === All hooks
                S: 220 * Hooked
                C: EHLO spammer.example
                S: 550 5.7.1 Not you
                C: EHLO client.example
                S: 250-mx.example Hello client.example
                S: 250 ...
                C: FOO
                S: 502 5.5.1 Not FOO
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<nobody@example.org>
                S: 550 5.1.1 Nobody here
                C: RCPT TO:<somebody@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: hooks
                C:
                C: Text
                C: .
                S: 250 2.6.0 Taken
                C: QUIT
                S: 221 *
                E:
                """);

        assertThat(database().rows("hooks")).containsExactly("rewritten@example.org real@example.org added");
        // Others have connected to the listener to see that it greets.
        await("onDisconnect").untilAsserted(() -> assertThat(database().rows("disconnect"))
                .contains("connect helo unknown mail rcpt data headers chunk"));
    }

    @Test
    @Feature("recipients")
    void aBeanGetsTheMailOfTheRecipientsThatItNames() {
        deliver("pair", "first-only", "somebody@example.org", "250 2.6.0 First");
        deliver("pair", "second-only", "support@example.com", "250 2.6.0 Second");
        talk(
                "pair",
                """
                === A recipient that no bean wants
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<somebody@example.com>
                S: 550 5.1.1 *
                C: QUIT
                S: 221 *
                E:
                """);

        assertThat(database().rows("first-only")).containsExactly("first");
        assertThat(database().rows("second-only")).containsExactly("second");
    }

    @Test
    @Feature("priority")
    void theBeanWithTheLowestPriorityIsCalledFirst() {
        deliver("pair", "priority", "support@example.org", "250 2.6.0 Second");
        assertThat(database().rows("priority")).containsExactly("first", "second");
    }

    @Test
    @Feature("max-concurrency")
    void aBeanIsCalledNoMoreOftenAtOnceThanItAllows() {
        get("control/close");
        CompletableFuture<?>[] messages = new CompletableFuture<?>[4];
        try {
            for (int i = 0; i < messages.length; i++) {
                messages[i] = CompletableFuture.runAsync(
                        () -> deliver("serial", "serial", "somebody@example.org", "250 2.0.0"), TaskThreads.EACH);
            }
            await("the bean is called").until(() -> get("control/waiting").equals("1"));
        } finally {
            get("control/open");
        }
        CompletableFuture.allOf(messages).join();
        assertThat(get("control/most")).isEqualTo("1");
    }

    @Test
    @Feature("configuration-file")
    void theApplicationsFileConfiguresTheListener() {
        assertThat(extensions("default")).contains("SIZE 7000000");
    }

    @Test
    @Feature("configuration-environment")
    void theEnvironmentOverridesTheApplicationsFile() {
        assertThat(extensions("environment")).contains("SIZE 5000000");
    }

    @Test
    @Feature("lmtp")
    void eachRecipientOfLmtpHasAReplyOfItsOwn() {
        talk(
                "lmtp",
                """
                === LMTP
                S: 220 *
                C: LHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<one@example.org>
                S: 250 *
                C: RCPT TO:<full@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: lmtp
                C: .
                S: 250 2.0.0 *
                S: 452 4.2.2 Mailbox full
                C: QUIT
                S: 221 *
                E:
                """);
        assertThat(database().rows("lmtp")).containsExactly("one");
    }

    /** No certificate is configured: the adapter makes one. */
    @Test
    @Feature("starttls")
    void aListenerSpeaksTls() {
        talk(
                "tls",
                """
                === STARTTLS
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 530 5.7.0 *
                C: STARTTLS
                S: 220 2.0.0 *
                TLS:
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<ok@plain.example>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: tls
                C: .
                S: 250 2.0.0 *
                C: QUIT
                S: 221 *
                E:
                """);
        assertThat(database().rows("tls")).containsExactly("ok");
    }

    @Test
    @Feature("started-before-greeting")
    void nobodyIsGreetedBeforeTheStartUpSingletonHasReturned() {
        assertThat(get("control/start-up")).isIn("nothing", "nobody listens", "the end");
    }

    @Test
    @Feature("status-object")
    void theApplicationFindsTheStatusOfTheListeners() {
        assertThat(get("control/status")).contains(String.valueOf(server.port("default")), "name=gate");
    }
}
