package org.smtpconnector.sample.sink.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Publishes events and removes those that the other system has taken. Several relays, on several servers, can use the same tables: each
 * locks the events that it works on. If a relay is killed after an event has been published and before it is removed, the event is
 * published again.
 */
final class Relay {

    /** The result of one batch. */
    enum Result {
        /** No more events are due. */
        IDLE,
        /** More events may be due. */
        MORE,
        /** The other system cannot be reached. */
        UNAVAILABLE
    }

    private record Publication(OutboxEvent event, CompletableFuture<Void> done) {}

    private final DataSource database;
    private final Publisher publisher;
    private final OutboxSettings settings;
    private final Clock clock;

    Relay(DataSource database, Publisher publisher, OutboxSettings settings, Clock clock) {
        this.database = database;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Publishes the events that are due, up to a batch. */
    Result relay() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Result result = relay(connection);
                connection.commit();
                return result;
            } finally {
                // Without effect after the commit.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Result relay(Connection connection) throws SQLException, InterruptedException {
        List<OutboxEvent> events =
                OutboxTables.take(connection, clock.instant(), settings.batch(), settings.inlineSize());
        boolean unavailable = false;
        List<Publication> publications = publish(events);
        await(publications);
        for (Publication publication : publications) {
            Throwable failure = failure(publication.done);
            if (failure == null) {
                OutboxTables.remove(connection, publication.event);
            } else if (failure instanceof UnavailableException) {
                unavailable = true;
            } else {
                fail(connection, publication.event, failure);
            }
        }
        if (unavailable) {
            return Result.UNAVAILABLE;
        }
        return events.size() < settings.batch() ? Result.IDLE : Result.MORE;
    }

    private List<Publication> publish(List<OutboxEvent> events) {
        List<Publication> publications = new ArrayList<>();
        for (OutboxEvent event : events) {
            CompletableFuture<Void> done;
            try {
                done = publisher.publish(event);
            } catch (RuntimeException e) {
                done = CompletableFuture.failedFuture(e);
            }
            publications.add(new Publication(event, done));
            if (done.isCompletedExceptionally() && failure(done) instanceof UnavailableException) {
                // The others would only wait for the same system.
                break;
            }
        }
        return publications;
    }

    private void await(List<Publication> publications) throws InterruptedException {
        CompletableFuture<?>[] all =
                publications.stream().map(Publication::done).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Each event is looked at below.
            return;
        }
    }

    /** Returns the reason for which an event has not been published, or null. */
    private static Throwable failure(CompletableFuture<Void> done) {
        if (!done.isDone()) {
            return new TimeoutException("No answer in time");
        }
        return done.handle((nothing, failure) -> failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure)
                .join();
    }

    private void fail(Connection connection, OutboxEvent event, Throwable failure) throws SQLException {
        int attempts = event.attempts() + 1;
        Instant due =
                clock.instant().plus(Backoff.delay(settings.retryDelay(), OutboxSettings.MAX_RETRY_DELAY, attempts));
        OutboxTables.fail(connection, event, due, attempts >= settings.maxAttempts(), String.valueOf(failure));
    }

    /** Delays that double, with a random part so that not everything comes again at the same time. */
    static final class Backoff {

        private Backoff() {}

        /** Returns a delay between half and the whole of what the number of attempts makes of the first delay. */
        static Duration delay(Duration first, Duration max, int attempts) {
            long whole = first.toMillis() << Math.min(attempts - 1, 30);
            long bounded = whole <= 0 ? max.toMillis() : Math.min(whole, max.toMillis());
            return Duration.ofMillis(bounded / 2 + (long) (Math.random() * (bounded / 2.0)));
        }
    }
}
