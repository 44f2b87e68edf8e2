package org.smtpconnector.adapter.session;

import io.netty.buffer.ByteBuf;

/** The connection, as its session sees it. All methods run on the connection's event loop. */
interface Wire {

    /** Returns the state of the connection. */
    ConnectionState state();

    /**
     * Changes the state.
     *
     * @throws IllegalStateException if the state may not follow the present one
     */
    void enter(ConnectionState next);

    /** Begins the TLS handshake. */
    void startTls();

    /**
     * Closes the connection when the last octets have been sent.
     *
     * @param last is released
     * @param mayBeSending whether the client may not have stopped sending: then a close at once would take from it the replies that it
     *     has not read (RFC 9293 section 3.6.1)
     */
    void close(ByteBuf last, boolean mayBeSending);

    /** Closes the connection whether its client reads or not. */
    void closeNow();
}
