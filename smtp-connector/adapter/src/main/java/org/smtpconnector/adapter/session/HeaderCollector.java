package org.smtpconnector.adapter.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.smtpconnector.adapter.spool.ByteAccumulator;
import org.smtpconnector.protocol.HeaderEnd;
import org.smtpconnector.protocol.HeaderFields;

/**
 * Collects the header of a message: all up to and with the first empty line, or the whole message if it has none.
 *
 * <p>What cannot be the empty line may be passed on at once; the empty line is kept back, since fields go before it.
 */
final class HeaderCollector {

    /** Octets. */
    static final int MAX = 256 * 1024;

    private final ByteAccumulator header = new ByteAccumulator();
    private int passed;

    private final HeaderEnd end = new HeaderEnd();

    /** Whether it is longer than it may be. Known after {@link #take}. */
    private boolean cutOff;

    /** Also the beginning of one; may be empty. Null until {@link #take}. */
    private byte[] emptyLine;

    /**
     * Takes the header's part of a piece.
     *
     * @return true once there is no more to come: the header has ended, or is as long as it may be
     */
    boolean read(ByteBuffer piece) {
        int start = piece.position();
        int limit = Math.min(piece.limit(), start + MAX - header.size());
        int i = end.find(piece, start, limit);
        ByteBuffer part = piece.duplicate();
        part.limit(i);
        header.append(part);
        piece.position(i);
        return end.isFound() || header.size() == MAX;
    }

    /** Returns the octets of memory that are taken now. */
    int capacity() {
        return header.capacity();
    }

    /** Returns the octets that have not been passed on and cannot belong to the empty line; valid until the next call. */
    ByteBuffer passOn() {
        int from = passed;
        passed = header.size() - end.emptyLineOctets();
        return header.view(from, passed);
    }

    /** All that was collected, the caller's to keep. */
    byte[] take() {
        ByteBuffer kept = header.view(passed, header.size());
        emptyLine = new byte[kept.remaining()];
        kept.get(emptyLine);
        cutOff = !end.isFound() && header.size() == MAX;
        return header.take();
    }

    /**
     * Fields as they can be put after those that have been taken. None can be put into a header that has been cut off: where its
     * end is, is not known.
     */
    ByteBuffer toAdd(HeaderFields fields) {
        if (fields.isEmpty() || cutOff) {
            return ByteBuffer.allocate(0);
        }
        // With BDAT the last line of a message need not have an end.
        boolean unfinished = !end.isFound() && !end.mayBeEmptyLine();
        return ByteBuffer.wrap(((unfinished ? "\r\n" : "") + fields).getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the octets that are still to be passed on after {@link #take}; added fields go before them. */
    ByteBuffer emptyLine() {
        return ByteBuffer.wrap(emptyLine);
    }
}
