package org.smtpconnector.adapter.transport;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The content of one message: on the heap up to a threshold, then all of it in a temporary file. Written by its event loop
 * until {@link #complete}; then read by any thread, until {@link #close}.
 */
final class Spool implements SpooledContent {

    private static final Logger LOG = System.getLogger(Spool.class.getName());

    private final SpoolArea area;
    private final ByteBufAllocator allocator;
    private final AtomicBoolean closed = new AtomicBoolean();
    private HeapStore heap;
    private FileStore file;
    private long size;

    Spool(SpoolArea area, HeapStore heap, ByteBufAllocator allocator) {
        this.area = area;
        this.heap = heap;
        this.allocator = allocator;
    }

    /**
     * Appends; the piece's position advances.
     *
     * @throws IOException if the file cannot be made or written; nothing is left to be done but {@link #close}
     */
    void write(ByteBuffer piece) throws IOException {
        int length = piece.remaining();
        if (file != null) {
            file.write(piece);
        } else if (!heap.write(piece)) {
            file = area.openFile(allocator);
            heap.moveTo(file);
            heap.close();
            heap = null;
            file.write(piece);
        }
        size += length;
    }

    /**
     * Ends the writing.
     *
     * @throws IOException as {@link #write}
     */
    void complete() throws IOException {
        if (file != null) {
            file.complete();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream openStream() {
        if (closed.get()) {
            throw new IllegalStateException("The content of the message is closed: its decision has been given");
        }
        return new SpoolStream(this, 0, size);
    }

    /**
     * Reads what stands at a position; from any thread.
     *
     * @param position from 0
     * @param length at least 1
     * @return how many octets were read, at least 1
     * @throws IOException also if this is closed
     */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        HeapStore store = heap; // close() may drop it meanwhile
        if (store != null) {
            return store.read(position, target, offset, length);
        }
        if (file == null) {
            throw closedException();
        }
        int count = file.read(position, target, offset, length);
        if (count < 1) {
            throw new IOException("The spool ended at " + position + " of " + size + " octets");
        }
        return count;
    }

    void requireOpen() throws IOException {
        if (closed.get()) {
            throw closedException();
        }
    }

    private static IOException closedException() {
        return new IOException("The content of the message is closed: its decision has been given");
    }

    /** Gives heap and file back. Only the first call does anything. On any thread once the writing has ended. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        area.closed();
        if (heap != null) {
            heap.close();
            heap = null;
        }
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "A spool file could not be closed", e);
            }
        }
    }
}
