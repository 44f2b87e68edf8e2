package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.inbox.live.StoreEvents;

/** News of the store for as long as one listens. */
@Path("events")
public class EventsResource {

    @Inject
    private StoreEvents events;

    /** {@code GET /api/events}. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Server-sent events: hello, stored, updated, deleted, reset")
    public void listen(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastId,
            @Context Sse sse,
            @Context SseEventSink sink) {
        if (!events.add(lastId, sse, sink)) {
            sink.close();
            throw new ServiceUnavailableException();
        }
    }
}
