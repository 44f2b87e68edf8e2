package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.inbox.search.Outcome;
import org.smtpconnector.inbox.send.Envelope;
import org.smtpconnector.inbox.send.SendResult;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.StoredMessage;

/** Sends a stored message again, or on to another server. */
@Path("messages/{id}")
public class ResendResource {

    @Inject
    private MessageStore store;

    @Inject
    private StoredMessages messages;

    @Inject
    private Sending sending;

    @PathParam("id")
    private String id;

    /** {@code POST /api/messages/{id}/resend}: through a listener of this server. */
    @POST
    @Path("resend")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send the message through a listener again, with its envelope")
    public SendResult resend() {
        StoredMessage message = stored();
        Envelope envelope = Envelope.of(message.reversePath(), message.recipients());
        return sending.toListener(envelope, () -> store.open(message, 0));
    }

    /** {@code POST /api/messages/{id}/release}: to the configured server, for the recipients that may get mail from here. */
    @POST
    @Path("release")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send the message on to the server inbox.release.host")
    public SendResult release() {
        return sending.release(stored());
    }

    private StoredMessage stored() {
        StoredMessage message = messages.get(id);
        if (message.outcome() != Outcome.ACCEPTED) {
            throw Sending.problem(Response.Status.CONFLICT, "Nothing was stored of this message.");
        }
        return message;
    }
}
