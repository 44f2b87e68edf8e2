package org.smtpconnector.adapter.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The heap part of a spool: chunks that grow with the content, so that a message of one kilobyte does not cost as much as a
 * large one, and a large one is never copied to grow. One thread writes it; any thread reads it once it is complete.
 */
final class HeapStore {

    private static final int SMALLEST_CHUNK = 512;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final int limit;
    private final ByteQuota quota;
    private final List<byte[]> chunks = new ArrayList<>(4);
    private int capacity;
    private int size;

    /**
     * Creates an empty store.
     *
     * @param limit octets, 0 or more
     */
    HeapStore(int limit, ByteQuota quota) {
        this.limit = limit;
        this.quota = quota;
    }

    /**
     * Appends a piece, or the beginning of it; the position of the piece advances behind the octets that were taken.
     *
     * @return false if the rest of the piece does not fit, because the limit or the quota is reached
     */
    boolean write(ByteBuffer piece) {
        if (piece.remaining() > limit - size) {
            return false;
        }
        while (piece.hasRemaining()) {
            if (size == capacity && !grow(piece.remaining())) {
                return false;
            }
            byte[] last = chunks.get(chunks.size() - 1);
            int free = capacity - size;
            int length = Math.min(free, piece.remaining());
            piece.get(last, last.length - free, length);
            size += length;
        }
        return true;
    }

    /** Appends a chunk: as long as all before, or as the octets that are there if those are more. */
    private boolean grow(int octets) {
        int length = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, Math.max(octets, capacity)));
        length = Math.min(length, limit - capacity);
        if (!quota.reserve(length)) {
            return false;
        }
        chunks.add(new byte[length]);
        capacity += length;
        return true;
    }

    /**
     * Reads as {@link PositionedContent#read} does.
     *
     * @return the number of octets that were read, at least 1
     */
    int read(long position, byte[] target, int offset, int length) {
        int start = 0;
        for (byte[] chunk : chunks) {
            if (position < start + chunk.length) {
                int from = (int) (position - start);
                int count = Math.min(length, Math.min(chunk.length - from, size - (int) position));
                System.arraycopy(chunk, from, target, offset, count);
                return count;
            }
            start += chunk.length;
        }
        throw new IndexOutOfBoundsException("Position " + position + " of " + size);
    }

    /**
     * Copies the whole content to a file.
     *
     * @throws IOException if the file cannot be written
     */
    void moveTo(FileStore file) throws IOException {
        int left = size;
        for (byte[] chunk : chunks) {
            file.write(ByteBuffer.wrap(chunk, 0, Math.min(left, chunk.length)));
            left -= Math.min(left, chunk.length);
        }
    }

    /** Gives the octets back to the quota; to be called once. A thread that is still reading keeps the chunks. */
    void close() {
        quota.release(capacity);
    }
}
