package org.smtpconnector.adapter.jca;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What belongs to a connection on the application's side, for as long as it lasts. Safe for use by several threads. */
final class SessionScope {

    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private volatile Identity identity;
    private volatile String remoteHost;

    Map<String, Object> attributes() {
        return attributes;
    }

    /** The client's name, if it was looked up and found. */
    Optional<String> remoteHost() {
        return Optional.ofNullable(remoteHost);
    }

    /**
     * The client's name has been looked up.
     *
     * @param name null if none was found
     */
    void lookedUp(String name) {
        remoteHost = name;
    }

    /** Null if the client has not authenticated. */
    Identity identity() {
        return identity;
    }

    void authenticated(Identity as) {
        identity = as;
    }
}
