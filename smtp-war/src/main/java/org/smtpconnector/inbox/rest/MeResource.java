package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.inbox.settings.InboxSettings;

/** The user who is logged in. */
@Path("me")
public class MeResource {

    @Inject
    private InboxSettings settings;

    @Context
    private SecurityContext security;

    /** {@code GET /api/me}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The user who is logged in")
    public Me me() {
        String user = security.getUserPrincipal() == null
                ? null
                : security.getUserPrincipal().getName();
        return new Me(settings.login().word(), user);
    }

    /**
     * The body.
     *
     * @param login local, none or required
     * @param user absent if nobody has to log in
     */
    @JsonbPropertyOrder({"login", "user"})
    public record Me(String login, String user) {}
}
