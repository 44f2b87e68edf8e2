package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.monitor.ListenerHealth;

/** Tells a balancer whether to send connections here, on every server: in the form of MicroProfile Health, and without a login. */
@Path("ready")
public class ReadyResource {

    @Inject
    private SmtpStatus status;

    /** {@code GET /api/ready}: 200 or 503. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Whether every listener takes mail and has room")
    @APIResponse(
            responseCode = "200",
            description = "Every listener takes mail",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Ready.class)))
    @APIResponse(responseCode = "503", description = "A listener takes no mail now")
    public Response ready() {
        Ready ready = Ready.of(status.listeners());
        return Response.status(
                        ready.status().equals(Ready.UP) ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .entity(ready)
                .build();
    }

    /**
     * The body.
     *
     * @param status UP or DOWN
     * @param checks the one check
     */
    @JsonbPropertyOrder({"status", "checks"})
    public record Ready(String status, List<Check> checks) {

        private static final String UP = "UP";

        static Ready of(List<SmtpStatus.Listener> listeners) {
            String status = ListenerHealth.isReady(listeners) ? UP : "DOWN";
            Map<String, String> data = new TreeMap<>();
            listeners.forEach(listener -> data.put("listener." + listener.name(), ListenerHealth.describe(listener)));
            return new Ready(status, List.of(new Check("smtp-listeners", status, data)));
        }
    }

    /**
     * A check.
     *
     * @param name of the check
     * @param status UP or DOWN
     * @param data the state of each listener
     */
    @JsonbPropertyOrder({"name", "status", "data"})
    public record Check(String name, String status, Map<String, String> data) {}
}
