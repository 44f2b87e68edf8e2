package org.smtpconnector.sample.sink.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The relay on the databases that it is made for. */
class RelayTest {

    @Nested
    class OnH2 extends Tests {
        @Override
        DataSource open() {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL("jdbc:h2:mem:relay;DB_CLOSE_DELAY=-1");
            return h2;
        }

        @Override
        void close() {
            // In memory.
        }
    }

    @Nested
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    class OnPostgres extends Tests {
        private EmbeddedPostgres postgres;

        @Override
        DataSource open() throws IOException {
            postgres = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            return postgres.getPostgresDatabase();
        }

        @Override
        void close() throws IOException {
            postgres.close();
        }
    }

    /** Answers as a test says. */
    private static final class FakePublisher implements Publisher {

        final List<OutboxEvent> published = Collections.synchronizedList(new ArrayList<>());
        volatile Function<OutboxEvent, CompletableFuture<Void>> answer =
                event -> CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> publish(OutboxEvent event) {
            published.add(event);
            return answer.apply(event);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }

        List<String> digests() {
            return published.stream().map(OutboxEvent::digest).toList();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Tests {

        private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

        private DataSource database;
        private FakePublisher publisher;

        abstract DataSource open() throws IOException;

        abstract void close() throws IOException;

        @BeforeAll
        void openDatabase() throws IOException {
            database = open();
        }

        @AfterAll
        void closeDatabase() throws IOException {
            close();
        }

        @BeforeEach
        void prepare() throws SQLException {
            publisher = new FakePublisher();
            try (Connection connection = database.getConnection()) {
                OutboxTables.create(connection);
                // A second server finds them.
                OutboxTables.create(connection);
                connection.createStatement().execute("delete from outbox_message");
            }
        }

        @Test
        void whatIsPublishedIsRemoved() throws Exception {
            add("a", "first".getBytes(StandardCharsets.UTF_8));
            add("b", "second".getBytes(StandardCharsets.UTF_8));
            assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.IDLE);
            assertThat(publisher.digests()).containsExactly("a", "b");
            assertThat(publisher.published.get(0).content()).hasValue("first".getBytes(StandardCharsets.UTF_8));
            assertThat(rows("outbox_event")).isZero();
            assertThat(rows("outbox_message")).isZero();
            assertThat(rows("outbox_content")).isZero();
        }

        @Test
        void theContentOfALargeMessageStaysInTheTable() throws Exception {
            add("large", new byte[101]);
            relay(NOW).relay();
            assertThat(publisher.published.get(0).content()).isEmpty();
            assertThat(rows("outbox_event")).isZero();
            assertThat(rows("outbox_content")).isEqualTo(1);
        }

        @Test
        void aFullBatchSaysThatThereMayBeMore() throws Exception {
            for (int i = 0; i < 12; i++) {
                add("number " + i, new byte[1]);
            }
            assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.MORE);
            assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.IDLE);
            assertThat(publisher.digests()).hasSize(12).doesNotHaveDuplicates();
        }

        @Test
        void anEventThatIsNotTakenComesAgainLaterAndDoesNotHoldUpOthers() throws Exception {
            add("bad", new byte[1]);
            add("good", new byte[1]);
            publisher.answer = event -> event.digest().equals("bad")
                    ? CompletableFuture.failedFuture(new IOException("answered 500 \0"))
                    : CompletableFuture.completedFuture(null);
            assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.IDLE);
            assertThat(publisher.digests()).containsExactly("bad", "good");
            relay(NOW).relay();
            assertThat(publisher.digests()).as("not yet due").hasSize(2);
            publisher.answer = event -> CompletableFuture.completedFuture(null);
            relay(NOW.plusSeconds(2)).relay();
            assertThat(publisher.digests()).containsExactly("bad", "good", "bad");
            assertThat(rows("outbox_message")).isZero();
        }

        @Test
        void anEventThatIsNeverTakenIsADeadLetterThatCanBeSentAgain() throws Exception {
            add("bad", new byte[1]);
            publisher.answer = event -> CompletableFuture.failedFuture(new IOException("answered 500"));
            for (int hour = 0; hour < 5; hour++) {
                relay(NOW.plusSeconds(3600L * hour)).relay();
            }
            assertThat(publisher.digests()).as("attempts").hasSize(3);
            try (Connection connection = database.getConnection()) {
                assertThat(OutboxTables.count(connection, true)).isEqualTo(1);
                assertThat(OutboxTables.count(connection, false)).isZero();
                assertThat(OutboxTables.resendDeadLetters(connection)).isEqualTo(1);
            }
            publisher.answer = event -> CompletableFuture.completedFuture(null);
            relay(NOW).relay();
            assertThat(rows("outbox_event")).isZero();
        }

        @Test
        void whileTheOtherSystemIsAwayNothingIsCounted() throws Exception {
            add("a", new byte[1]);
            add("b", new byte[1]);
            publisher.answer =
                    event -> CompletableFuture.failedFuture(new UnavailableException(new IOException("refused")));
            for (int i = 0; i < 10; i++) {
                assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.UNAVAILABLE);
            }
            assertThat(publisher.digests()).containsOnly("a").hasSize(10);
            assertThat(publisher.published).extracting(OutboxEvent::attempts).containsOnly(0);
        }

        @Test
        void anAnswerThatDoesNotComeIsAnAttempt() throws Exception {
            add("slow", new byte[1]);
            publisher.answer = event -> new CompletableFuture<>();
            relay(NOW).relay();
            publisher.answer = event -> CompletableFuture.completedFuture(null);
            relay(NOW.plusSeconds(2)).relay();
            assertThat(publisher.published).extracting(OutboxEvent::attempts).containsExactly(0, 1);
        }

        @Test
        void aPublisherThatThrowsIsAnAttempt() throws Exception {
            add("a", new byte[1]);
            publisher.answer = event -> {
                throw new IllegalStateException("broken");
            };
            assertThat(relay(NOW).relay()).isEqualTo(Relay.Result.IDLE);
            assertThat(rows("outbox_event")).isEqualTo(1);
        }

        @Test
        void twoRelaysDoNotPublishTheSameEvent() throws Exception {
            for (int i = 0; i < 6; i++) {
                add("number " + i, new byte[1]);
            }
            CountDownLatch locked = new CountDownLatch(1);
            CompletableFuture<Void> confirmation = new CompletableFuture<>();
            publisher.answer = event -> {
                locked.countDown();
                return confirmation;
            };
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                Relay patient = new Relay(database, publisher, settings("PT30S"), fixed(NOW));
                Future<Relay.Result> first = other.submit(patient::relay);
                locked.await();
                FakePublisher second = new FakePublisher();
                add("new", new byte[1]);
                new Relay(database, second, settings("PT30S"), fixed(NOW)).relay();
                assertThat(second.digests()).contains("new").doesNotContain("number 0");
                confirmation.complete(null);
                first.get();
                List<String> all = new ArrayList<>(publisher.digests());
                all.addAll(second.digests());
                assertThat(all).hasSize(7).doesNotHaveDuplicates();
            } finally {
                other.shutdownNow();
            }
            assertThat(rows("outbox_event")).isZero();
        }

        @Test
        void aRelayThatDiesAfterPublishingLeavesTheEvent() throws Exception {
            add("a", new byte[1]);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                assertThat(OutboxTables.take(connection, NOW, 10, 100)).hasSize(1);
                connection.rollback();
            }
            relay(NOW).relay();
            assertThat(publisher.digests()).containsExactly("a");
        }

        private Relay relay(Instant now) {
            return new Relay(database, publisher, settings("PT0.2S"), fixed(now));
        }

        private static Clock fixed(Instant now) {
            return Clock.fixed(now, ZoneOffset.UTC);
        }

        private static OutboxSettings settings(String timeout) {
            return Configurations.settings(Map.of(
                    "sink.outbox.publisher", "kafka",
                    "sink.outbox.inline-size", "100",
                    "sink.outbox.batch", "10",
                    "sink.outbox.retry-delay", "PT1S",
                    "sink.outbox.max-attempts", "3",
                    "sink.outbox.timeout", timeout));
        }

        private void add(String digest, byte[] content) throws SQLException {
            String id = UUID.randomUUID().toString();
            try (Connection connection = database.getConnection();
                    var message = connection.prepareStatement(
                            "insert into outbox_message values (?, ?, 'a@example.org', 'b@example.org', 'Hello', ?, 0)");
                    var chunk = connection.prepareStatement("insert into outbox_content values (?, 0, ?)");
                    var event = connection.prepareStatement("insert into outbox_event (message, due) values (?, 0)")) {
                message.setString(1, id);
                message.setString(2, digest);
                message.setLong(3, content.length);
                message.executeUpdate();
                chunk.setString(1, id);
                chunk.setBytes(2, content);
                chunk.executeUpdate();
                event.setString(1, id);
                event.executeUpdate();
            }
        }

        private long rows(String table) throws SQLException {
            try (Connection connection = database.getConnection();
                    var result = connection.createStatement().executeQuery("select count(*) from " + table)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
