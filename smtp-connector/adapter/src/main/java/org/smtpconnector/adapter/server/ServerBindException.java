package org.smtpconnector.adapter.server;

/** A listener could not be bound. The message names the key, the value and what to do; it is for the administrator. */
public final class ServerBindException extends Exception {

    private static final long serialVersionUID = 1;

    public ServerBindException(String message, Throwable cause) {
        super(message, cause);
    }
}
