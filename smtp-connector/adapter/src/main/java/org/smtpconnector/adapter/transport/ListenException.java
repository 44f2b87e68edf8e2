package org.smtpconnector.adapter.transport;

/** A listener could not be bound. The message names the key, the value and what to do; it is for the administrator. */
public final class ListenException extends Exception {

    private static final long serialVersionUID = 1;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
