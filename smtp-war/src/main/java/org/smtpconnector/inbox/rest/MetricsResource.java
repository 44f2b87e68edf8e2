package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.monitor.PrometheusText;

/**
 * The figures of the listeners, on every server and under the same address. It is not {@code /metrics}: where a server has
 * MicroProfile Metrics, that belongs to the server.
 */
@Path("metrics")
public class MetricsResource {

    @Inject
    private SmtpStatus status;

    /** {@code GET /api/metrics}: for Prometheus and all that read its format. */
    @GET
    @Produces(PrometheusText.TYPE)
    @Operation(summary = "The figures of the listeners, for Prometheus")
    public String metrics() {
        return PrometheusText.of(status.listeners());
    }
}
