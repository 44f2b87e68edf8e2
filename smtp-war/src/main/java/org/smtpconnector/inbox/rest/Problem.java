package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * A problem, for people and programs (RFC 9457).
 *
 * @param title the same for every problem of its kind
 * @param status the HTTP status
 * @param detail about this occurrence; null if there is nothing to add
 * @param parameter the parameter that is bad; null if it is none
 * @param value what it was
 * @param expected what it should have been
 */
@JsonbPropertyOrder({"title", "status", "detail", "parameter", "value", "expected"})
public record Problem(String title, int status, String detail, String parameter, String value, String expected) {

    /** The type of the body. */
    public static final MediaType TYPE = new MediaType("application", "problem+json");

    static Problem of(Response.StatusType status, String detail) {
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, null, null, null);
    }

    Response response() {
        return Response.status(status).type(TYPE).entity(this).build();
    }
}
