package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.smtpconnector.inbox.store.StoredRelease;

/**
 * The last release of a message to another server.
 *
 * @param at when the server answered
 * @param accepted whether it took the message
 * @param automatic whether the configuration wanted it, and no person
 * @param server host and port
 * @param recipients to whom the message was sent
 * @param reply of the server, or why there is none
 */
@JsonbPropertyOrder({"at", "accepted", "automatic", "server", "recipients", "reply"})
public record ReleaseView(
        Instant at, boolean accepted, boolean automatic, String server, List<String> recipients, String reply) {

    static ReleaseView of(StoredRelease release) {
        return new ReleaseView(
                release.releasedAt(),
                release.accepted(),
                release.automatic(),
                release.server(),
                release.recipients(),
                release.reply());
    }
}
