package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.smtpconnector.inbox.live.StoreChanges;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.store.MessageRemover;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.SearchProgress;

/** The stored messages, listed, waited for and deleted. */
@Path("messages")
public class MessagesResource {

    static final Set<String> SEARCH = Set.of("q", "to", "from", "subject");
    private static final Set<String> LIST = Set.of("q", "to", "from", "subject", "after", "before", "limit", "wait");
    private static final String INCOMPLETE = "Search-Incomplete";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @Inject
    private MessageStore store;

    @Inject
    private MessageRemover remover;

    @Inject
    private StoreChanges changes;

    @Inject
    private LongPoll waiting;

    @Context
    private UriInfo uri;

    /**
     * {@code GET /api/messages}: newest first. With {@code wait}, answers as soon as a message matches, or with an empty
     * list when the time is over. With {@code wait} and the ETag of a former answer in {@code If-None-Match}, answers as
     * soon as the store has changed since, or 304: so a page keeps itself up to date.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List, search, wait for messages")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "Words, and from: to: subject: after: before: larger: has:attachment is:rejected is:any")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Contained in a recipient")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Contained in the sender")
    @Parameter(name = "subject", in = ParameterIn.QUERY, description = "Contained in the subject")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Only messages with a larger id")
    @Parameter(name = "before", in = ParameterIn.QUERY, description = "Only messages with a smaller id")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200, by default 50")
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description = "How long to wait for one, such as 500ms or 10s, at most 60 s")
    @APIResponse(
            responseCode = "200",
            description = "What is found, newest first",
            headers =
                    @Header(
                            name = INCOMPLETE,
                            description = "There if the search does not see every message yet: indexed=52, stored=120",
                            schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the ETag in If-None-Match")
    @APIResponse(responseCode = "503", description = "Too many wait")
    public void list(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known, @Suspended AsyncResponse response) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), LIST);
        MessageSearch search = parameters.search();
        int limit = parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        Duration wait = parameters.duration("wait", LongPoll.MAX_WAIT);
        if (wait.isZero()) {
            response.resume(known != null && known.equals(tag()) ? notModified() : list(search, limit));
        } else if (known != null) {
            waiting.await(
                    wait,
                    () -> known.equals(tag()) ? Optional.empty() : Optional.of(list(search, limit)),
                    this::notModified,
                    Function.identity(),
                    response);
        } else {
            waiting.await(
                    wait,
                    () -> {
                        Response found = list(search, limit);
                        return ((List<?>) found.getEntity()).isEmpty() ? Optional.empty() : Optional.of(found);
                    },
                    () -> list(search, limit),
                    Function.identity(),
                    response);
        }
    }

    private Response list(MessageSearch search, int limit) {
        // Read before the store: what changes meanwhile makes it an old one, and the next wait ends at once.
        String tag = tag();
        Optional<SearchProgress> incomplete = store.progress(search);
        List<MessageSummary> found =
                store.find(search, limit).stream().map(MessageSummary::of).toList();
        Response.ResponseBuilder response = Response.ok(found).header(HttpHeaders.ETAG, tag);
        // A dictionary of RFC 9651.
        incomplete.ifPresent(progress ->
                response.header(INCOMPLETE, "indexed=" + progress.indexed() + ", stored=" + progress.stored()));
        if (found.size() == limit) {
            // Relative, and made of what was checked: whatever proxy is in front, it leads to the next page.
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("before", found.get(limit - 1).id())
                    .replaceQueryParam("wait")
                    .build()
                    .getRawQuery();
            response.header(HttpHeaders.LINK, "<?" + next + ">; rel=\"next\"");
        }
        return response.build();
    }

    private Response notModified() {
        return Response.notModified().header(HttpHeaders.ETAG, tag()).build();
    }

    private String tag() {
        return '"' + Long.toHexString(changes.version()) + '"';
    }

    /**
     * {@code DELETE /api/messages}: what is found; without parameters everything, also what came to nothing.
     */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Delete what is found; without parameters everything")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "As in the list")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Contained in a recipient")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Contained in the sender")
    @Parameter(name = "subject", in = ParameterIn.QUERY, description = "Contained in the subject")
    public Deleted delete() {
        Parameters parameters = new Parameters(uri.getQueryParameters(), SEARCH);
        MessageSearch search = parameters.isEmpty() ? MessageSearch.ALL.ofAnyOutcome() : parameters.search();
        Optional<SearchProgress> incomplete = store.progress(search);
        long deleted = 0;
        int step;
        do {
            step = remover.deleteSome(search);
            deleted += step;
        } while (step > 0);
        return new Deleted(deleted, incomplete.orElse(null));
    }

    /**
     * The body of the answer to DELETE.
     *
     * @param deleted the number of messages
     * @param incomplete how far the search index was, absent if every message was searched
     */
    @JsonbPropertyOrder({"deleted", "incomplete"})
    public record Deleted(long deleted, SearchProgress incomplete) {}
}
