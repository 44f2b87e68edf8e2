package org.smtpconnector.protocol;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** The progress of a transaction's body as the client sends it: without the fields that the server puts before it. */
final class DataProgress {

    private final HeaderEnd header = new HeaderEnd();
    private Instant begun;
    private Instant ended;
    private long octets;

    /** The body may come. */
    void begin(Instant now) {
        begun = now;
    }

    /** Another piece has come. */
    void add(ByteBuffer piece) {
        octets += piece.remaining();
        if (!header.isFound()) {
            header.find(piece, piece.position(), piece.limit());
        }
    }

    /** The body has come to its end. */
    void end(Instant now) {
        ended = now;
    }

    long octets() {
        return octets;
    }

    /** Returns whether the header is complete; a message without an empty line is, at its end, all header. */
    boolean isHeaderComplete() {
        return header.isFound() || ended != null;
    }

    Optional<Instant> begun() {
        return Optional.ofNullable(begun);
    }

    Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }
}
