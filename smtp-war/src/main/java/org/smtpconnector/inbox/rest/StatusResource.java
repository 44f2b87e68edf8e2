package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.Address;

/** How the listeners are, and so where to send mail. */
@Path("status")
public class StatusResource {

    @Inject
    private SmtpStatus status;

    /** {@code GET /api/status}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Status status() {
        return new Status(status.listeners().stream().map(Listener::of).toList());
    }

    /** The body. */
    public record Status(List<Listener> listeners) {}

    /** One listener; the words are those of {@link SmtpStatus.Listener}. */
    @JsonbPropertyOrder({
        "name",
        "addresses",
        "accepting",
        "connections",
        "processings",
        "waiting",
        "delivered",
        "refused"
    })
    public record Listener(
            String name,
            List<String> addresses,
            boolean accepting,
            int connections,
            int processings,
            int waiting,
            long delivered,
            long refused) {

        static Listener of(SmtpStatus.Listener listener) {
            return new Listener(
                    listener.name(),
                    listener.addresses().stream().map(Address::text).toList(),
                    listener.accepting(),
                    listener.connections(),
                    listener.processings(),
                    listener.waiting(),
                    listener.delivered(),
                    listener.refused());
        }
    }
}
