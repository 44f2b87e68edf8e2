package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers whatever goes wrong with a {@link Problem}; what is the server's fault is told to its log only. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOGGER = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof BadParameterException bad) {
            return bad.problem().response();
        }
        if (failure instanceof WebApplicationException known) {
            Response response = known.getResponse();
            return response.hasEntity()
                    ? response
                    : Response.fromResponse(response)
                            .type(Problem.TYPE)
                            .entity(Problem.of(response.getStatusInfo(), null))
                            .build();
        }
        String id = UUID.randomUUID().toString();
        LOGGER.log(Level.SEVERE, "Request failed, id " + id, failure);
        return Problem.of(
                        Response.Status.INTERNAL_SERVER_ERROR,
                        "The server's log has the cause, under the id " + id + ".")
                .response();
    }
}
