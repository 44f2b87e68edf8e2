package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.testkit.TaskThreads;

/**
 * 250 means committed. Whatever else happens in the bean, in its commit or in the pool is 4xx or 5xx, leaves nothing in the
 * database, and the next message of the same session works.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OutcomeIT {

    /** A message that goes wrong, and on the same session one that does not. */
    private static final String BAD_THEN_GOOD =
            """
            === %1$s
            S: 220 *
            C: EHLO client.example
            S: 250 ...
            C: MAIL FROM:<sender@example.org>
            S: 250 *
            C: RCPT TO:<%1$s@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: Subject: %1$s
            C:
            C: Text
            C: .
            S: %2$s *
            C: MAIL FROM:<sender@example.org>
            S: 250 *
            C: RCPT TO:<ok@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: Subject: after-%1$s
            C:
            C: .
            S: 250 2.0.0 *
            C: QUIT
            S: 221 *
            E:
            """;

    @ParameterizedTest
    @CsvSource({
        "rollback-only, 451 4.3.0",
        "runtime, 451 4.3.0",
        "error, 451 4.3.0",
        "commit-fails, 451 4.3.0",
        "flush-fails, 451 4.3.0",
        "refuse, 550 5.7.1",
        "later, 450 4.2.1",
    })
    void whatGoesWrongIsRefusedAndKeepsNothing(String recipient, String reply) {
        Client.talk(BAD_THEN_GOOD.formatted(recipient, reply));

        assertThat(Client.stored(recipient)).isEmpty();
        assertThat(Client.stored("after-" + recipient)).isEqualTo("ok");
    }

    @Test
    void whatIsCommittedIsThereWhenTheClientHears250() {
        Client.talk(
                """
                === Two messages
                S: 220 *
                C: HELO client.example
                S: 250 *
                C: MAIL FROM:<>
                S: 250 *
                C: RCPT TO:<ok@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: committed
                C: .
                S: 250 2.0.0 *
                """);

        assertThat(Client.stored("committed")).isEqualTo("ok");
    }

    /** Several sessions at once: the connections of the database's pool go from one transaction to the next. */
    @Test
    void whatIsAcknowledgedUnderLoadIsStoredOnce() {
        String session = "=== Load\nS: 220 *\nC: EHLO client.example\nS: 250 ...\n"
                + """
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<ok@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: load
                C: .
                S: 250 *
                """
                        .repeat(60);
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            senders.add(CompletableFuture.runAsync(() -> Client.talk(session), TaskThreads.EACH));
        }
        senders.forEach(CompletableFuture::join);

        assertThat(Client.stored("load").split(",", -1)).hasSize(8 * 60).containsOnly("ok");
    }

    @Test
    void whatFailsAtCommitIsStoredWhenTheClientTriesAgain() {
        Client.talk(message("commit-fails-once", "retry", "451 4.3.0"));
        assertThat(Client.stored("retry")).isEmpty();

        Client.talk(message("commit-fails-once", "retry", "250 2.0.0"));
        assertThat(Client.stored("retry")).isEqualTo("commit-fails-once");
    }

    @Test
    void aRefusalWith421EndsTheSession() {
        Client.talk(
                """
                === Close
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<close@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: close
                C: .
                S: 421 4.7.0 Go away
                E:
                """);

        assertThat(Client.stored("close")).isEmpty();
    }

    @Test
    void theHookForRecipientsRefusesRewritesAndFails() {
        Client.talk(
                """
                === Recipients
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<nobody@example.org>
                S: 550 5.1.1 Nobody here
                C: RCPT TO:<hook-fails@example.org>
                S: 451 4.3.0 *
                C: RCPT TO:<alias@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: hook
                C: .
                S: 250 2.0.0 *
                """);

        assertThat(Client.stored("hook")).isEqualTo("ok");
    }

    @Test
    void aFailureTellsTheClientNothingOfItsCause() {
        Client.talk(
                """
                === No secrets
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: MAIL FROM:<sender@example.org>
                S: 250 *
                C: RCPT TO:<runtime@example.org>
                S: 250 *
                C: DATA
                S: 354 *
                C: Subject: no-secrets
                C: .
                S: 451 4.3.0 Local error in processing, id *
                """);
    }

    /** The one instance of the pool is busy: the second message waits, and gets it. */
    @Test
    void aMessageWaitsForThePool() {
        CompletableFuture<Void> first = inBackground("slow", "pool-waits-1", "250");
        await().until(() -> Client.send("GET", "gate").equals("1"));
        CompletableFuture<Void> second = inBackground("ok", "pool-waits-2", "250");
        Client.send("PUT", "gate");
        first.join();
        second.join();

        assertThat(Client.stored("pool-waits-1")).isEqualTo("slow");
        assertThat(Client.stored("pool-waits-2")).isEqualTo("ok");
    }

    /** The one instance of the pool is busy for longer than a message may wait. */
    @Test
    void anExhaustedPoolIs451AndTheNextMessageWorks() {
        CompletableFuture<Void> first = inBackground("slow", "pool-exhausted-1", "451 4.4.5");
        await().until(() -> Client.send("GET", "gate").equals("1"));
        Client.talk("small", message("ok", "pool-exhausted-2", "451 4.3.2"));
        first.join();
        Client.send("PUT", "gate");
        await().until(() -> Client.send("GET", "gate").equals("0"));
        Client.talk("small", message("ok", "pool-exhausted-3", "250"));

        assertThat(Client.stored("pool-exhausted-1")).isEmpty();
        assertThat(Client.stored("pool-exhausted-2")).isEmpty();
        assertThat(Client.stored("pool-exhausted-3")).isEqualTo("ok");
    }

    /** The pool has one instance; each of its senders gets it in time. */
    @Test
    void moreSendersThanThePoolHasInstancesWaitForTheirTurn() {
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            senders.add(inBackground("ok", "pool-many", "250"));
        }
        senders.forEach(CompletableFuture::join);

        assertThat(Client.stored("pool-many").split(",", -1)).hasSize(10).containsOnly("ok");
    }

    private static CompletableFuture<Void> inBackground(String recipient, String subject, String reply) {
        return CompletableFuture.runAsync(
                () -> Client.talk("small", message(recipient, subject, reply)), TaskThreads.EACH);
    }

    private static String message(String recipient, String subject, String reply) {
        return Client.message("", subject, recipient + "@example.org", reply);
    }
}
