package org.smtpconnector.adapter.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The heap part of a spool: chunks that grow as the content does, so that a message of one kilobyte does not cost what a
 * large one does, and a large one is never copied to grow. Written by one thread; read by any once it is complete.
 */
public final class HeapStore {

    private static final int SMALLEST_CHUNK = 4 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final int limit;
    private final ByteQuota budget;
    private final List<byte[]> chunks = new ArrayList<>(4);
    private int capacity;
    private int size;

    public HeapStore(int limit, ByteQuota budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Takes a piece, or the beginning of it.
     *
     * @return false if the rest of the piece does not fit: the limit or the budget is reached
     */
    public boolean write(ByteBuffer piece) {
        if (piece.remaining() > limit - size) {
            return false;
        }
        while (piece.hasRemaining()) {
            if (size == capacity && !grow()) {
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

    private boolean grow() {
        int length = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, capacity));
        length = Math.min(length, limit - capacity);
        if (!budget.reserve(length)) {
            return false;
        }
        chunks.add(new byte[length]);
        capacity += length;
        return true;
    }

    /**
     * Reads what stands at a position.
     *
     * @param position from 0, less than the size
     * @param length at least 1
     * @return how many octets were read, at least 1
     */
    public int read(long position, byte[] target, int offset, int length) {
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

    /** Copies everything to a file. */
    public void moveTo(FileStore file) throws IOException {
        int left = size;
        for (byte[] chunk : chunks) {
            file.write(ByteBuffer.wrap(chunk, 0, Math.min(left, chunk.length)));
            left -= Math.min(left, chunk.length);
        }
    }

    /** Gives the budget back; to be called once. The chunks are left to whoever may still be reading. */
    public void close() {
        budget.release(capacity);
    }
}
