package org.smtpconnector.it.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.it.conformance.run.Feature;
import org.smtpconnector.testkit.TaskThreads;

/** 250 means that the message is kept, and each other reply that nothing of it is. */
public abstract class OutcomeCases extends Cases {

    private static final String FAILED = "451 4.3.0";

    @ParameterizedTest
    @ValueSource(strings = {"plain", "xa"})
    @Feature("kept-when-250")
    void aMessageIsKeptWhenTheClientHears250(String database) {
        deliver("default", "kept-" + database, "ok@" + database + ".example", "250 2.0.0");

        assertThat(database().rows("kept-" + database)).containsExactly("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "runtime, 451 4.3.0",
        "error, 451 4.3.0",
        "refuse, 550 5.7.1",
        "later, 450 4.2.1",
        "rollback-only, 451 4.3.0",
        "deeper, 451 4.3.0",
        "cdi, 451 4.3.0",
    })
    @Feature("rolled-back-by-application")
    void anApplicationThatFailsKeepsNothing(String what, String reply) {
        for (String database : List.of("plain", "xa")) {
            String subject = what + "-" + database;
            deliver("default", subject, what + "@" + database + ".example", reply);
            deliver("default", "after-" + subject, "ok@" + database + ".example", "250 2.0.0");

            assertThat(database().rows(subject)).isEmpty();
            assertThat(database().rows("after-" + subject)).containsExactly("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "xa"})
    @Feature("failed-commit")
    void aCommitThatTheDatabaseRefusesKeepsNothing(String database) {
        String subject = "deferred-" + database;
        deliver("default", subject, "deferred@" + database + ".example", FAILED);
        assertThat(database().rows(subject)).isEmpty();
    }

    /** The transaction of its own does not concern that of the message. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "xa"})
    @Feature("requires-new-rolled-back")
    void aTransactionOfItsOwnThatIsRolledBackLeavesTheMessageAlone(String database) {
        String subject = "requires-new-" + database;
        deliver("default", subject, "requires-new@" + database + ".example", "250 2.0.0");
        assertThat(database().rows(subject)).containsExactly("requires-new");
    }

    @Test
    @Feature("database-session-killed")
    void aSessionOfTheDatabaseThatEndsBeforeTheCommitKeepsNothing() {
        deliver("default", "killed", "killed@frail.example", FAILED);
        assertThat(database().rows("killed")).isEmpty();
    }

    @Test
    @Feature("database-session-killed-xa")
    void aSessionOfAnXaResourceThatEndsBeforeTheCommitKeepsNothing() {
        deliver("default", "killed-xa", "killed@frail-xa.example", FAILED);
        assertThat(database().rows("killed-xa")).isEmpty();
    }

    @Test
    @Feature("database-session-comes-back")
    void theNextMessageAfterTheEndOfASessionIsKept() {
        deliver("default", "killed-again", "killed@frail.example", FAILED);
        await("a connection that works")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> deliver("default", "after-killed", "ok@frail.example", "250 2.0.0"));
        assertThat(database().rows("after-killed")).containsExactly("ok");
    }

    @Test
    @Feature("h2-xa-session-killed")
    void aSessionOfH2AsXaResourceThatEndsBeforeTheCommitKeepsNothing() {
        deliver("default", "killed-h2", "killed@frail-h2.example", FAILED);
        assertThat(get("control/h2?subject=killed-h2")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"ok, 250 2.0.0, 1", "runtime, 451 4.3.0, 0", "refuse, 550 5.7.1, 0", "deferred, 451 4.3.0, 0"})
    @Feature("two-databases")
    void twoDatabasesKeepTheMessageBothOrNeither(String what, String reply, int rows) {
        deliver("default", "both-" + what, what + "@both.example", reply);
        assertThat(database().rows("both-" + what)).hasSize(rows);
        assertThat(get("control/h2?subject=both-" + what)).isEqualTo(String.valueOf(rows));
    }

    @Test
    @Feature("two-beans")
    void twoBeansKeepTheMessageBothOrNeither() {
        deliver("pair", "two", "support@example.org", "250 2.6.0");
        deliver("pair", "angry", "angry@example.org", "550 5.7.1");

        assertThat(database().rows("two")).containsExactly("first", "second");
        assertThat(database().rows("angry")).isEmpty();
    }

    @Test
    @Feature("processing-time-out")
    void aBeanThatTakesTooLongKeepsNothing() {
        get("control/close");
        try {
            deliver("gate", "slow", "gate@example.org", "451 4.4.5");
        } finally {
            get("control/open");
        }
        await("the bean has returned").until(() -> get("control/waiting").equals("0"));
        assertThat(database().rows("slow")).isEmpty();
    }

    /** More messages at once than a server has instances of the bean, or threads: each waits, and is kept or refused for a while. */
    @Test
    @Feature("pool-exhausted")
    void moreMessagesThanBeansAreKeptOrRefusedForAWhile() {
        get("control/close");
        List<CompletableFuture<String>> replies = new ArrayList<>();
        int messages = 60;
        for (int i = 0; i < messages; i++) {
            String subject = "many-" + i;
            replies.add(CompletableFuture.supplyAsync(
                    () -> Sender.send(listener("gate"), subject, "gate@example.org"), TaskThreads.EACH));
        }
        await("all have a reply, since the processing time is over")
                .atMost(Duration.ofMinutes(1))
                .until(() -> replies.stream().allMatch(CompletableFuture::isDone));
        get("control/open");
        await("the beans have returned").until(() -> get("control/waiting").equals("0"));

        for (int i = 0; i < messages; i++) {
            assertThat(replies.get(i).join()).startsWith("451 4.");
            assertThat(database().rows("many-" + i)).isEmpty();
        }
        deliver("gate", "after-many", "gate@example.org", "250 2.0.0");
        assertThat(database().rows("after-many")).containsExactly("gate");
    }
}
