package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.inbox.store.MessageRemover;
import org.smtpconnector.inbox.store.MessageStore;
import org.smtpconnector.inbox.store.Releases;
import org.smtpconnector.inbox.store.StoredMessage;

/** One stored message. */
@Path("messages/{id}")
public class MessageResource {

    private static final int BUFFER = 64 * 1024;

    @Inject
    private MessageStore store;

    @Inject
    private MessageRemover remover;

    @Inject
    private StoredMessages messages;

    @Inject
    private Releases releases;

    @PathParam("id")
    private String id;

    /** {@code GET /api/messages/{id}}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One message: headers, envelope, session, delivery, parts")
    public MessageDetail get() {
        StoredMessage message = messages.get(id);
        return MessageDetail.of(
                message, store.header(message.id()), messages.content(message), releases.find(message.id()));
    }

    /** {@code GET /api/messages/{id}/session}: what was said. */
    @GET
    @Path("session")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The SMTP session's transcript, without secrets")
    public TranscriptView session() {
        return store.transcript(messages.get(id).id()).map(TranscriptView::of).orElseThrow(NotFoundException::new);
    }

    /**
     * {@code GET /api/messages/{id}/source}: the octets as they were received, all or the part that {@code Range} asks for.
     */
    @GET
    @Path("source")
    @Operation(summary = "The octets as they were received")
    @Produces({"message/rfc822", MediaType.WILDCARD})
    public Response source(@HeaderParam("Range") String field) {
        StoredMessage message = messages.get(id);
        Optional<ByteRange> range;
        try {
            range = ByteRange.parse(field, message.size());
        } catch (ByteRange.UnsatisfiableException e) {
            return Response.fromResponse(Problem.of(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE, null)
                            .response())
                    .header("Content-Range", "bytes */" + message.size())
                    .build();
        }
        long first = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(message.size());
        Response.ResponseBuilder response = Response.status(range.isPresent() ? 206 : 200)
                .type("message/rfc822")
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                // Made of a number only: nothing that a client sent is in a header field.
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"message-" + message.id() + ".eml\"")
                .entity((StreamingOutput) output -> copy(message, first, length, output));
        range.ifPresent(
                r -> response.header("Content-Range", "bytes " + r.first() + '-' + r.last() + '/' + message.size()));
        return response.build();
    }

    private void copy(StoredMessage message, long first, long length, OutputStream output) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream input = store.open(message, first)) {
            long remaining = length;
            while (remaining > 0) {
                int count = input.read(buffer, 0, (int) Math.min(buffer.length, remaining));
                if (count < 0) {
                    throw new EOFException(remaining + " octets are missing");
                }
                output.write(buffer, 0, count);
                remaining -= count;
            }
        }
    }

    /** {@code DELETE /api/messages/{id}}. */
    @DELETE
    @Operation(summary = "Delete one message")
    public void delete() {
        if (!remover.delete(Parameters.id("id", id))) {
            throw new NotFoundException();
        }
    }
}
