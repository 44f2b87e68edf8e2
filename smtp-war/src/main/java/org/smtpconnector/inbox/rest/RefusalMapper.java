package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives an exception that has an HTTP status a {@link Problem} as its body. A server's own mapper for it gives none (TomEE). */
@Provider
public class RefusalMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException refusal) {
        Response response = refusal.getResponse();
        return response.hasEntity()
                ? response
                : Response.fromResponse(response)
                        .type(Problem.TYPE)
                        .entity(Problem.of(response.getStatusInfo(), null))
                        .build();
    }
}
