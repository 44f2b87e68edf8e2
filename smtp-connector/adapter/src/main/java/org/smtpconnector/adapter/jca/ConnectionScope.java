package org.smtpconnector.adapter.jca;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The state that belongs to a connection on the beans' side, for as long as the connection lasts. Safe for use by several threads. */
final class ConnectionScope {

    /** Null until a bean asks for it: most connections need none. */
    private Map<String, Object> attributes;

    private volatile String remoteHost;
    private volatile boolean dropped;

    /** Returns the attributes that beans set and read. */
    synchronized Map<String, Object> attributes() {
        if (attributes == null) {
            attributes = new ConcurrentHashMap<>();
        }
        return attributes;
    }

    /** Returns the client's name, if it was looked up and found. */
    Optional<String> remoteHost() {
        return Optional.ofNullable(remoteHost);
    }

    /**
     * Takes the client's name that was looked up.
     *
     * @param name null if none was found
     */
    void lookedUp(String name) {
        remoteHost = name;
    }

    /** A bean wants the connection to be closed in place of the next reply. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }
}
