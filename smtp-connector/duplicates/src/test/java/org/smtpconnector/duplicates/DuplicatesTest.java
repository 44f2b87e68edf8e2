package org.smtpconnector.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;

/** The second arrival of a message is known if, and only if, the transaction of the first one has committed. */
abstract class DuplicatesTest {

    private static final SmtpAddress SENDER = SmtpAddress.of("sender@example.org");
    private static final SmtpAddress ANNA = SmtpAddress.of("anna@example.com");
    private static final SmtpAddress BOB = SmtpAddress.of("bob@example.com");
    private static final String DIGEST = "a".repeat(64);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DataSource database;

    /** Opens a database with no tables. */
    abstract DataSource database() throws SQLException;

    @BeforeEach
    void create() throws SQLException {
        database = database();
        new SmtpDuplicates(database).createTable();
        new SmtpDuplicates(database).createTable(); // As at the second start.
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theSecondArrivalIsKnown() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA, BOB)).containsExactly(ANNA, BOB);
        assertThat(recorded(DIGEST, SENDER, ANNA, BOB)).isEmpty();
    }

    @Test
    void aDataSourceDoesTheSame() throws SQLException {
        SmtpDuplicates duplicates = new SmtpDuplicates(database);
        assertThat(duplicates.record(DIGEST, SENDER, List.of(ANNA, BOB))).containsExactly(ANNA, BOB);
        assertThat(duplicates.record(DIGEST, SENDER, List.of(ANNA, BOB))).isEmpty();
    }

    @Test
    void aRecipientThatIsNewGetsTheMessage() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, BOB)).containsExactly(BOB);
        assertThat(recorded(DIGEST, SENDER, ANNA, BOB)).containsExactly(ANNA);
    }

    @Test
    void anotherContentOrReversePathIsAnotherMessage() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
        assertThat(recorded("b".repeat(64), SENDER, ANNA)).containsExactly(ANNA);
        assertThat(recorded(DIGEST, SmtpAddress.NULL, ANNA)).containsExactly(ANNA);
        assertThat(recorded(DIGEST, SmtpAddress.of("Sender@example.org"), ANNA)).containsExactly(ANNA);
    }

    @Test
    void theCaseOfADomainDoesNotMatter() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
        assertThat(recorded(DIGEST, SmtpAddress.of("sender@EXAMPLE.org"), SmtpAddress.of("anna@Example.COM")))
                .isEmpty();
    }

    @Test
    void aRecipientThatIsThereTwiceCountsOnce() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA, SmtpAddress.of("anna@EXAMPLE.com")))
                .containsExactly(ANNA);
    }

    @Test
    void aTransactionThatIsRolledBackLeavesNothing() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(SmtpDuplicates.record(connection, DIGEST, SENDER, List.of(ANNA)))
                    .containsExactly(ANNA);
            connection.rollback();
        }
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
    }

    @Test
    void theTransactionGoesOnBehindADuplicate() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(SmtpDuplicates.record(connection, DIGEST, SENDER, List.of(ANNA)))
                    .isEmpty();
            assertThat(SmtpDuplicates.record(connection, DIGEST, SENDER, List.of(BOB)))
                    .containsExactly(BOB);
            connection.commit();
        }
        assertThat(recorded(DIGEST, SENDER, BOB)).isEmpty();
    }

    @Test
    void theSecondOfTwoAtATimeWaitsForTheFirst() throws Exception {
        assertThat(secondWhileTheFirst(true)).isEmpty();
    }

    @Test
    void theSecondOfTwoAtATimeCountsIfTheFirstIsRolledBack() throws Exception {
        assertThat(secondWhileTheFirst(false)).containsExactly(ANNA);
    }

    private List<SmtpAddress> secondWhileTheFirst(boolean commits) throws Exception {
        try (Connection first = database.getConnection()) {
            first.setAutoCommit(false);
            assertThat(SmtpDuplicates.record(first, DIGEST, SENDER, List.of(ANNA)))
                    .containsExactly(ANNA);
            CompletableFuture<List<SmtpAddress>> second =
                    CompletableFuture.supplyAsync(() -> recordedUnchecked(DIGEST, ANNA), threads);
            if (commits) {
                first.commit();
            } else {
                first.rollback();
            }
            return second.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void manyArrivalsAtATimeInDifferentOrdersAreOneForEachRecipient() throws Exception {
        List<SmtpAddress> order = IntStream.range(0, 20)
                .mapToObj(i -> SmtpAddress.of("user" + i + "@example.com"))
                .toList();
        List<SmtpAddress> reverse =
                IntStream.range(0, 20).mapToObj(i -> order.get(19 - i)).toList();
        List<CompletableFuture<List<SmtpAddress>>> arrivals = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> recordedUnchecked(DIGEST, (i % 2 == 0 ? order : reverse).toArray(SmtpAddress[]::new)),
                        threads))
                .toList();
        assertThat(arrivals.stream().flatMap(arrival -> get(arrival).stream()).collect(Collectors.toList()))
                .containsExactlyInAnyOrderElementsOf(order);
    }

    @Test
    void whatIsOldIsForgotten() throws SQLException {
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
        SmtpDuplicates duplicates = new SmtpDuplicates(database);
        assertThat(duplicates.deleteOlderThan(Duration.ofDays(5))).isZero();
        assertThat(recorded(DIGEST, SENDER, ANNA)).isEmpty();
        assertThat(duplicates.deleteOlderThan(Duration.ofDays(-1))).isEqualTo(1);
        assertThat(recorded(DIGEST, SENDER, ANNA)).containsExactly(ANNA);
    }

    private List<SmtpAddress> recordedUnchecked(String digest, SmtpAddress... recipients) {
        try {
            return recorded(digest, SENDER, recipients);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records in a transaction of its own. */
    private List<SmtpAddress> recorded(String digest, SmtpAddress sender, SmtpAddress... recipients)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            List<SmtpAddress> added = SmtpDuplicates.record(connection, digest, sender, List.of(recipients));
            connection.commit();
            return added;
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
