package org.smtpconnector.inbox.client;

/** The inbox cannot be reached, or it has refused a request. */
public class InboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
