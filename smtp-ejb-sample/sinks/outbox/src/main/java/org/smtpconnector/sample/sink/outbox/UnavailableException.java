package org.smtpconnector.sample.sink.outbox;

/** The other system cannot be reached: no event is to blame, and the relay pauses. */
final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableException(Throwable cause) {
        super("The system that gets the events cannot be reached: " + cause, cause);
    }
}
