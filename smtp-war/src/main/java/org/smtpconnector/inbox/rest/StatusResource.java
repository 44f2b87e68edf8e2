package org.smtpconnector.inbox.rest;

import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.inbox.Address;
import org.smtpconnector.inbox.live.StatusHistory;
import org.smtpconnector.inbox.live.StatusSample;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.store.MessageStore;

/** The state of the listeners, and so where to send mail; their recent work; the configuration. */
@Path("status")
public class StatusResource {

    @Inject
    private SmtpStatus status;

    @Inject
    private StatusHistory history;

    @Inject
    private InboxConfiguration configuration;

    @Inject
    private MessageStore store;

    /** {@code GET /api/status}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Listeners, counters, configuration without secrets")
    public Status status() {
        return new Status(
                history.startedAt(),
                store.count(MessageSearch.ALL),
                status.listeners().stream().map(Listener::of).toList(),
                configuration.shown(),
                configuration.configured());
    }

    /** {@code GET /api/status/history}. */
    @GET
    @Path("history")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Samples of the last ten minutes, oldest first")
    public History history() {
        return new History(StatusHistory.INTERVAL_SECONDS, history.samples());
    }

    /** The body of the history. */
    @JsonbPropertyOrder({"intervalSeconds", "samples"})
    public record History(int intervalSeconds, List<StatusSample> samples) {}

    /**
     * The body.
     *
     * @param messages how many are stored
     * @param settings of the inbox; *** in place of a secret
     * @param configured the keys of them that somebody has given a value
     */
    @JsonbPropertyOrder({"startedAt", "messages", "listeners", "settings", "configured"})
    public record Status(
            Instant startedAt,
            long messages,
            List<Listener> listeners,
            Map<String, String> settings,
            List<String> configured) {}

    /** One listener; the words are those of {@link SmtpStatus.Listener}. */
    @JsonbPropertyOrder({
        "name",
        "addresses",
        "accepting",
        "saturated",
        "connections",
        "processings",
        "waiting",
        "delivered",
        "refused",
        "settings",
        "configured"
    })
    public record Listener(
            String name,
            List<String> addresses,
            boolean accepting,
            boolean saturated,
            int connections,
            int processings,
            int waiting,
            long delivered,
            long refused,
            Map<String, String> settings,
            List<String> configured) {

        private static Map<String, String> texts(Map<String, SmtpStatus.Setting> settings) {
            Map<String, String> texts = new LinkedHashMap<>();
            settings.forEach((key, setting) -> texts.put(key, setting.text()));
            return texts;
        }

        static Listener of(SmtpStatus.Listener listener) {
            return new Listener(
                    listener.name(),
                    listener.addresses().stream().map(Address::text).toList(),
                    listener.accepting(),
                    listener.saturated(),
                    listener.connections(),
                    listener.processings(),
                    listener.waiting(),
                    listener.delivered(),
                    listener.refused(),
                    texts(listener.settings()),
                    listener.settings().entrySet().stream()
                            .filter(setting -> !setting.getValue().isDefault())
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }
}
