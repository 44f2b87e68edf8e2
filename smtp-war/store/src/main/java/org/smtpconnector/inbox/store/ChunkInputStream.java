package org.smtpconnector.inbox.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads content that is kept in chunks, holding one of them at a time. */
final class ChunkInputStream extends InputStream {

    private static final byte[] NONE = new byte[0];

    private final IntFunction<Optional<byte[]>> chunks;
    private long remaining;
    private int nextChunk;
    private byte[] octets = NONE;
    private int index;

    /**
     * Reads from an offset to the end.
     *
     * @param size of the whole content
     * @param offset where to begin, 0 up to the size
     * @param chunks gives the octets of a chunk, empty if it is gone
     */
    ChunkInputStream(long size, long offset, IntFunction<Optional<byte[]>> chunks) {
        if (offset < 0 || offset > size) {
            throw new IllegalArgumentException("Offset " + offset + " is not within 0 to " + size);
        }
        this.chunks = chunks;
        this.remaining = size - offset;
        this.nextChunk = Math.toIntExact(offset / StoredChunk.SIZE);
        this.index = (int) (offset % StoredChunk.SIZE);
    }

    @Override
    public int read() throws IOException {
        return fill() ? take() : -1;
    }

    private int take() {
        remaining--;
        return octets[index++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, octets.length - index), remaining);
        System.arraycopy(octets, index, buffer, offset, count);
        index += count;
        remaining -= count;
        return count;
    }

    /** Makes sure of at least one octet; false at the end. */
    private boolean fill() throws IOException {
        if (remaining == 0) {
            return false;
        }
        if (octets == NONE || index == octets.length) {
            // Before the first chunk, the index says where to begin in it.
            int begin = octets == NONE ? index : 0;
            octets = chunks.apply(nextChunk).orElse(NONE);
            if (octets.length <= begin) {
                throw new EOFException("Chunk " + nextChunk + " is not there, with " + remaining + " octets to come");
            }
            index = begin;
            nextChunk++;
        }
        return true;
    }
}
