package org.smtpconnector.inbox.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import org.smtpconnector.inbox.store.StoredSession;

/**
 * The connection.
 *
 * @param extended whether the client said EHLO; absent if it is not known
 * @param tls absent in clear
 * @param user who has authenticated; absent if nobody has
 */
@JsonbPropertyOrder({
    "id",
    "listener",
    "connectedAt",
    "clientAddress",
    "clientPort",
    "serverAddress",
    "serverPort",
    "heloName",
    "extended",
    "tls",
    "user"
})
public record SessionView(
        String id,
        String listener,
        Instant connectedAt,
        String clientAddress,
        int clientPort,
        String serverAddress,
        int serverPort,
        String heloName,
        Boolean extended,
        Tls tls,
        String user) {

    /** The TLS session, in the words of JSSE. */
    public record Tls(String protocol, String cipher) {}

    static SessionView of(StoredSession session) {
        return new SessionView(
                session.id(),
                session.listener(),
                session.connectedAt(),
                session.clientAddress(),
                session.clientPort(),
                session.serverAddress(),
                session.serverPort(),
                session.heloName(),
                session.extended(),
                session.tlsProtocol() == null ? null : new Tls(session.tlsProtocol(), session.tlsCipher()),
                session.user());
    }
}
