package org.smtpconnector.adapter.server;

/**
 * Thrown if the ports of a listener cannot be bound, or what its server needs cannot be opened. The message is for the
 * administrator: it names the key, the value and what to do.
 */
public final class ServerBindException extends Exception {

    private static final long serialVersionUID = 1;

    ServerBindException(String message, Throwable cause) {
        super(message, cause);
    }
}
