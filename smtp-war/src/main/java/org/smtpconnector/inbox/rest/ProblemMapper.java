package org.smtpconnector.inbox.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Answers a failure of the server with a {@link Problem}; its cause is told to the log only. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOGGER = Logger.getLogger(ProblemMapper.class.getName());

    /** A chain of causes may be a ring. */
    private static final int DEEPEST_CAUSE = 32;

    @Override
    public Response toResponse(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOGGER.log(Level.SEVERE, "Request failed, id " + id, failure);
        String where = "The server's log has the cause, under the id " + id + ".";
        return isOfTheDatabase(failure)
                ? Problem.of(Response.Status.SERVICE_UNAVAILABLE, "The database has failed; try again. " + where)
                        .response()
                : Problem.of(Response.Status.INTERNAL_SERVER_ERROR, where).response();
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(SQLException.class::isInstance);
    }
}
