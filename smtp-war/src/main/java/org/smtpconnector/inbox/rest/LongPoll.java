package org.smtpconnector.inbox.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.smtpconnector.inbox.live.StoreChanges;

/** Answers a request when the store has something for it, or when its time is over. */
@ApplicationScoped
class LongPoll {

    /** The longest time that a request may wait. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    @Inject
    private StoreChanges changes;

    /**
     * Answers later.
     *
     * @param wait the longest time to wait, more than zero
     * @param attempt looks for what is waited for; short, since all requests that wait look one after another
     * @param otherwise gives what to answer if nothing is found in time
     * @param answer makes the answer, for as long as it takes
     * @param response answered once
     */
    <T> void await(
            Duration wait,
            Supplier<Optional<T>> attempt,
            Supplier<T> otherwise,
            Function<T, Response> answer,
            AsyncResponse response) {
        Optional<CompletionStage<T>> waiting = changes.await(wait, attempt, otherwise);
        if (waiting.isEmpty()) {
            response.resume(Problem.of(Response.Status.SERVICE_UNAVAILABLE, "Too many requests are waiting.")
                    .response());
            return;
        }
        waiting.get().thenApply(answer).whenComplete((found, failure) -> {
            if (failure == null) {
                response.resume(found);
            } else {
                // A stage that follows another one gives the exception of that as a cause.
                response.resume(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }
}
