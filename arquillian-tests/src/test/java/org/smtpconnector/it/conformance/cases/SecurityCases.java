package org.smtpconnector.it.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.conformance.run.Feature;
import org.smtpconnector.testkit.TaskThreads;

/** AUTH is decided by the application's identity store, and the SMTP user is the caller of its beans. */
public abstract class SecurityCases extends Cases {

    private static final int CLIENTS = 6;
    private static final int MESSAGES = 10;

    /** User anna, password secret. */
    private static final String RIGHT = "C: AUTH PLAIN AGFubmEAc2VjcmV0\nS: 235 2.7.0 *\n";

    /** User anna, password wrong. */
    private static final String WRONG = "C: AUTH PLAIN AGFubmEAd3Jvbmc=\nS: 535 5.7.8 *\n";

    @Test
    @Feature("auth-by-identity-store")
    void theIdentityStoreOfTheApplicationDecides() {
        deliver("auth", WRONG + RIGHT, "session", "somebody@example.org", "250 2.0.0");
        assertThat(database().rows("session")).containsExactly("anna[mailers]");
    }

    @Test
    @Feature("identity-in-bean")
    void theUserIsTheCallerOfTheMessageDrivenBean() {
        deliver("auth", RIGHT, "bean", "somebody@example.org", "250 2.0.0");
        assertThat(database().rows("bean")).containsExactly("anna");
    }

    @Test
    @Feature("identity-in-session-bean")
    void theUserAndTheGroupsAreThoseOfTheSessionBeansThatItCalls() {
        deliver("auth", RIGHT, "session-bean", "somebody@example.org", "250 2.0.0");
        assertThat(database().rows("session-bean")).containsExactly("anna");
    }

    /** A thread of the pool that serves a user serves the next client in nobody's name, whoever comes and goes meanwhile. */
    @Test
    @Feature("no-identity-left")
    void aClientThatHasNotAuthenticatedIsNotAUserOfTheSameTime() {
        CompletableFuture<?>[] clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> send(i % 2 == 0), TaskThreads.EACH))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(clients).join();
        assertThat(database().rows("nobody")).hasSize(CLIENTS / 2 * MESSAGES).doesNotContain("anna");
    }

    private void send(boolean authenticated) {
        for (int i = 0; i < MESSAGES; i++) {
            deliver(
                    "auth",
                    authenticated ? RIGHT : "",
                    authenticated ? "user" : "nobody",
                    "somebody@example.org",
                    "250 2.0.0");
        }
    }
}
