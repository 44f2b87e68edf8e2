package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.smtpconnector.inbox.live.StoreChanges;
import org.smtpconnector.sample.store.MessageSearch;
import org.smtpconnector.sample.store.MessageStore;

/** The stored messages, listed, waited for and deleted. */
@Path("messages")
public class MessagesResource {

    private static final Set<String> SEARCH = Set.of("to", "from", "subject", "before");
    private static final Set<String> LIST = Set.of("to", "from", "subject", "before", "limit", "wait");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    @Inject
    private MessageStore store;

    @Inject
    private StoreChanges changes;

    @Context
    private UriInfo uri;

    /**
     * {@code GET /api/messages}: newest first. With {@code wait}, answers as soon as a message matches, or with an empty
     * list when the time is over. With {@code wait} and the ETag of a former answer in {@code If-None-Match}, answers as
     * soon as the store has changed since, or 304: so a page keeps itself up to date.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public void list(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known, @Suspended AsyncResponse response) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), LIST);
        MessageSearch search = parameters.search();
        int limit = parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        Duration wait = parameters.duration("wait", MAX_WAIT);
        if (wait.isZero()) {
            response.resume(known != null && known.equals(tag()) ? notModified() : list(search, limit));
        } else if (known != null) {
            await(
                    wait,
                    () -> known.equals(tag()) ? Optional.empty() : Optional.of(list(search, limit)),
                    this::notModified,
                    response);
        } else {
            await(
                    wait,
                    () -> {
                        Response found = list(search, limit);
                        return ((List<?>) found.getEntity()).isEmpty() ? Optional.empty() : Optional.of(found);
                    },
                    () -> list(search, limit),
                    response);
        }
    }

    private void await(
            Duration wait, Supplier<Optional<Response>> attempt, Supplier<Response> otherwise, AsyncResponse response) {
        Optional<CompletionStage<Response>> waiting = changes.await(wait, attempt, otherwise);
        if (waiting.isEmpty()) {
            response.resume(Problem.of(Response.Status.SERVICE_UNAVAILABLE, "Too many requests are waiting.")
                    .response());
            return;
        }
        waiting.get().whenComplete((found, failure) -> {
            if (failure == null) {
                response.resume(found);
            } else {
                response.resume(failure);
            }
        });
    }

    private Response list(MessageSearch search, int limit) {
        // Read before the store: what changes meanwhile makes it an old one, and the next wait ends at once.
        String tag = tag();
        List<MessageSummary> found =
                store.find(search, limit).stream().map(MessageSummary::of).toList();
        return Response.ok(found).header(HttpHeaders.ETAG, tag).build();
    }

    private Response notModified() {
        return Response.notModified().header(HttpHeaders.ETAG, tag()).build();
    }

    private String tag() {
        return '"' + Long.toHexString(changes.version()) + '"';
    }

    /** {@code DELETE /api/messages}: all that are found, all without parameters. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Deleted delete() {
        MessageSearch search = new Parameters(uri.getQueryParameters(), SEARCH).search();
        long deleted = 0;
        int step;
        do {
            step = store.deleteSome(search);
            deleted += step;
        } while (step > 0);
        return new Deleted(deleted);
    }

    /** The body of the answer to DELETE. */
    public record Deleted(long deleted) {}
}
