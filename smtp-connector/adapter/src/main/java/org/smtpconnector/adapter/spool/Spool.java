package org.smtpconnector.adapter.spool;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The content of one message: on the heap up to a threshold, then all of it in a temporary file. Written by its event loop
 * until {@link #complete}; then read by any thread, until {@link #close}.
 */
public final class Spool implements MessageContent, PositionedContent {

    private static final Logger LOG = System.getLogger(Spool.class.getName());

    /**
     * Octets that were put into the message here.
     *
     * @param end exclusive
     */
    private record Added(long start, long end) {}

    private final SpoolFactory area;
    private final ByteBufAllocator allocator;
    private final AtomicBoolean closed = new AtomicBoolean();
    private HeapStore heap;
    private FileStore file;
    private long size;
    private final List<Added> added = new ArrayList<>(2);

    public Spool(SpoolFactory area, HeapStore heap, ByteBufAllocator allocator) {
        this.area = area;
        this.heap = heap;
        this.allocator = allocator;
    }

    /**
     * Appends; the piece's position advances.
     *
     * @throws IOException if the file cannot be made or written; nothing is left to be done but {@link #close}
     */
    public void write(ByteBuffer piece) throws IOException {
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

    /** The next octets to be written are not the client's. */
    public void addedByServer(int octets) {
        if (octets > 0) {
            added.add(new Added(size, size + octets));
        }
    }

    /**
     * Ends the writing.
     *
     * @throws IOException as {@link #write}
     */
    public void complete() throws IOException {
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
        requireContent();
        return new SpoolStream(this, 0, size);
    }

    @Override
    public InputStream openOriginal() {
        requireContent();
        List<InputStream> received = new ArrayList<>();
        long from = 0;
        for (Added fields : added) {
            received.add(new SpoolStream(this, from, fields.start()));
            from = fields.end();
        }
        received.add(new SpoolStream(this, from, size));
        return new SequenceInputStream(Collections.enumeration(received));
    }

    private void requireContent() {
        if (closed.get()) {
            throw new IllegalStateException("The content of the message is closed: its decision has been given");
        }
    }

    /**
     * Reads what stands at a position; from any thread.
     *
     * @param position from 0
     * @param length at least 1
     * @return how many octets were read, at least 1
     * @throws IOException also if this is closed
     */
    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
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

    @Override
    public void requireOpen() throws IOException {
        if (closed.get()) {
            throw closedException();
        }
    }

    private static IOException closedException() {
        return new IOException("The content of the message is closed: its decision has been given");
    }

    /** Gives heap and file back. Only the first call does anything. On any thread once the writing has ended. */
    public void close() {
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
