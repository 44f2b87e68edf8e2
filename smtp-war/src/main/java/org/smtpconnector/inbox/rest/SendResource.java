package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.smtpconnector.inbox.send.Draft;
import org.smtpconnector.inbox.send.Envelope;
import org.smtpconnector.inbox.send.SendResult;

/** Sends a message through a listener of this server, like any client. */
@Path("send")
public class SendResource {

    /** The most octets of a message that is uploaded; a larger one goes by an SMTP client. */
    private static final int MAX_MESSAGE = 25 * 1024 * 1024;

    private static final int MAX_DRAFT = 3 * 1024 * 1024;

    // Both methods are one operation of /openapi, which takes what either of them says.
    private static final String SUMMARY =
            "Send a message through a listener: as JSON, or as message/rfc822 (.eml) with its envelope";
    private static final String FROM = "Reverse-path of an .eml; empty for <>";
    private static final String TO = "Recipient of an .eml, once for each";

    @Inject
    private Sending sending;

    /** {@code POST /api/send} with JSON: a message that somebody has written. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = SUMMARY)
    @Parameter(name = "from", in = ParameterIn.QUERY, description = FROM)
    @Parameter(name = "to", in = ParameterIn.QUERY, description = TO)
    public SendResult send(InputStream body) throws IOException {
        Draft draft = DraftReader.read(bounded(body, MAX_DRAFT));
        byte[] octets = draft.octets();
        return sending.toListener(draft.envelope(), () -> new ByteArrayInputStream(octets));
    }

    /** {@code POST /api/send} with {@code message/rfc822}: the octets as they are, and the envelope in the query. */
    @POST
    @Consumes("message/rfc822")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = SUMMARY)
    @Parameter(name = "from", in = ParameterIn.QUERY, description = FROM)
    @Parameter(name = "to", in = ParameterIn.QUERY, description = TO)
    public SendResult send(@QueryParam("from") String from, @QueryParam("to") List<String> to, InputStream body)
            throws IOException {
        Envelope envelope = envelope(from == null ? "" : from, to);
        byte[] octets = bounded(body, MAX_MESSAGE);
        return sending.toListener(envelope, () -> new ByteArrayInputStream(octets));
    }

    private static Envelope envelope(String from, List<String> to) {
        try {
            return Envelope.of(from, to);
        } catch (IllegalArgumentException e) {
            throw new BadParameterException("to", String.join(", ", to), "addresses: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream body, int most) throws IOException {
        byte[] octets = body.readNBytes(most + 1);
        if (octets.length > most) {
            throw new BadParameterException("body", octets.length + " octets or more", "at most " + most + " octets");
        }
        return octets;
    }
}
