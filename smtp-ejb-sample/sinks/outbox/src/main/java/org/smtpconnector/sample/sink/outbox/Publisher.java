package org.smtpconnector.sample.sink.outbox;

import java.util.concurrent.CompletableFuture;

/** The way to the system that gets the events. One thread at a time uses it. */
interface Publisher extends AutoCloseable {

    /**
     * Publishes an event.
     *
     * @return done when the other system has the event for good; failed with {@link UnavailableException} if the system cannot be
     *     reached, and with any other exception if it does not take this event
     */
    CompletableFuture<Void> publish(OutboxEvent event);

    @Override
    void close();
}
