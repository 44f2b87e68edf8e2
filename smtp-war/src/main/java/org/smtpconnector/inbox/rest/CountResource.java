package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.SearchProgress;

/** The number of messages. A class of its own, or the path would be taken for that of a message. */
@Path("messages/count")
public class CountResource {

    @Inject
    private MessageStore store;

    @Context
    private UriInfo uri;

    /** {@code GET /api/messages/count}: how many a search finds. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The number of messages that a search finds")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "As in the list")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Contained in a recipient")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Contained in the sender")
    @Parameter(name = "subject", in = ParameterIn.QUERY, description = "Contained in the subject")
    public Count count() {
        MessageSearch search = new Parameters(uri.getQueryParameters(), MessagesResource.SEARCH).search();
        Optional<SearchProgress> incomplete = store.progress(search);
        return new Count(store.count(search), incomplete.orElse(null));
    }

    /**
     * The body of the answer.
     *
     * @param count the number of messages
     * @param incomplete how far the search index is, absent if every message is searched
     */
    @JsonbPropertyOrder({"count", "incomplete"})
    public record Count(long count, SearchProgress incomplete) {}
}
