package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.StoredMessage;

/** The newest message that a search finds, with its content: what a test waits for and looks at, in one call. */
@Path("messages/latest")
public class LatestResource {

    private static final Set<String> KNOWN = Set.of("q", "to", "from", "subject", "after", "wait");

    @Inject
    private MessageStore store;

    @Inject
    private StoredMessages messages;

    @Inject
    private LongPoll waiting;

    @Context
    private UriInfo uri;

    /** {@code GET /api/messages/latest}: the newest one that is found; with {@code wait}, as soon as there is one. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The newest message that is found, with text, HTML, links and headers; waits for it")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "As in the list")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Contained in a recipient")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Contained in the sender")
    @Parameter(name = "subject", in = ParameterIn.QUERY, description = "Contained in the subject")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Only messages with a larger id")
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = "The time to wait for it, at most 60 s")
    @APIResponse(responseCode = "404", description = "Nothing was found in time")
    @APIResponse(responseCode = "503", description = "Too many wait")
    public void latest(@Suspended AsyncResponse response) {
        Parameters parameters = new Parameters(uri.getQueryParameters(), KNOWN);
        MessageSearch search = parameters.search();
        Duration wait = parameters.duration("wait", LongPoll.MAX_WAIT);
        if (wait.isZero()) {
            response.resume(answer(newest(search)));
            return;
        }
        waiting.await(
                wait,
                () -> Optional.of(newest(search)).filter(Optional::isPresent),
                () -> newest(search),
                this::answer,
                response);
    }

    private Optional<StoredMessage> newest(MessageSearch search) {
        return store.find(search, 1).stream().findFirst();
    }

    private Response answer(Optional<StoredMessage> found) {
        return found.map(message -> Response.ok(
                                MessageWithContent.of(message, store.header(message.id()), messages.content(message)))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build())
                .orElseGet(() -> Problem.of(Response.Status.NOT_FOUND, "No message was found in time.")
                        .response());
    }
}
