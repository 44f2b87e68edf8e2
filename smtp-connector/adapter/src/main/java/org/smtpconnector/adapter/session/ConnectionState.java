package org.smtpconnector.adapter.session;

import java.util.EnumSet;
import java.util.Set;

/** The state of one connection, and every transition that is legal. */
enum ConnectionState {
    /** The channel is not active yet. */
    NEW,
    /** The connection begins with TLS (RFC 8314 section 3), and its handshake goes on: there is no session. */
    HANDSHAKING,
    /** Client and server talk. */
    OPEN,
    /** STARTTLS was accepted (RFC 3207 section 4); its reply is not written yet. */
    STARTING_TLS,
    /** The handshake that follows STARTTLS goes on. */
    SECURING,
    /** The session is over; the replies that are queued are the last. */
    OVER,
    /** Nothing is said any more: the last replies were given to the socket, or a handshake failed. */
    CLOSING,
    /** The channel is closed. */
    CLOSED;

    /** The states that may follow this one. */
    Set<ConnectionState> next() {
        return switch (this) {
            case NEW -> EnumSet.of(HANDSHAKING, OPEN, CLOSED);
            case HANDSHAKING -> EnumSet.of(OPEN, CLOSING, CLOSED);
            case OPEN -> EnumSet.of(STARTING_TLS, OVER, CLOSING, CLOSED);
            case STARTING_TLS -> EnumSet.of(SECURING, OVER, CLOSED);
            case SECURING -> EnumSet.of(OPEN, CLOSING, CLOSED);
            case OVER -> EnumSet.of(CLOSING, CLOSED);
            case CLOSING -> EnumSet.of(CLOSED);
            case CLOSED -> EnumSet.noneOf(ConnectionState.class);
        };
    }

    /**
     * Goes to another state.
     *
     * @return that state
     * @throws IllegalStateException if it may not follow this one
     */
    ConnectionState to(ConnectionState state) {
        if (!next().contains(state)) {
            throw new IllegalStateException("A connection that is " + this + " cannot become " + state);
        }
        return state;
    }

    /** Tells whether nothing can be said: there is no session, or a handshake is not over. */
    boolean isSilent() {
        return this == NEW || this == HANDSHAKING || this == SECURING;
    }

    /** Tells whether the engine is not called any more. */
    boolean isOver() {
        return this == OVER || isClosing();
    }

    /** Tells whether nothing is read or said any more. */
    boolean isClosing() {
        return this == CLOSING || this == CLOSED;
    }
}
