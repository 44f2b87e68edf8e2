package org.smtpconnector.inbox.client;

/** No message has come in time. Its text names what the inbox has instead. */
public class NoMessageError extends AssertionError {

    private static final long serialVersionUID = 1L;

    NoMessageError(String message) {
        super(message);
    }
}
