package org.smtpconnector.adapter.jca;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What belongs to a connection on the application's side, for as long as it lasts. Safe for use by several threads. */
final class SessionScope {

    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private volatile Identity identity;

    Map<String, Object> attributes() {
        return attributes;
    }

    /** Null if the client has not authenticated. */
    Identity identity() {
        return identity;
    }

    void authenticated(Identity as) {
        identity = as;
    }
}
