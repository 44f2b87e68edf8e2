package org.smtpconnector.adapter.spool;

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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The content of one message: on the heap up to a threshold, above it all of it in a temporary file. The event loop of the
 * connection writes it until {@link #complete}; then any thread may read it, until {@link #close}.
 */
public final class Spool implements MessageContent {

    private static final Logger LOG = System.getLogger(Spool.class.getName());

    /** Opens the file of a spool that outgrows the heap. */
    interface FileOpener {

        /**
         * Opens an empty file.
         *
         * @throws IOException if that is impossible
         */
        FileStore open() throws IOException;
    }

    /**
     * The place of header fields that the server has added to the message.
     *
     * @param end exclusive
     */
    private record Added(long start, long end) {}

    private final FileOpener files;
    private final Executor deletions;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final PositionedContent content = new Content();
    private HeapStore heap;
    private FileStore file;
    private long size;
    private final List<Added> added = new ArrayList<>(2);

    /**
     * Creates an empty spool.
     *
     * @param heap takes the content up to the threshold
     * @param deletions runs the deletion of the file, on the calling thread or on another
     * @param onClose runs once, with the first {@link #close}
     */
    Spool(HeapStore heap, FileOpener files, Executor deletions, Runnable onClose) {
        this.heap = heap;
        this.files = files;
        this.deletions = deletions;
        this.onClose = onClose;
    }

    /**
     * Appends a piece; the position of the piece advances to its limit.
     *
     * @throws IOException if the file cannot be made or written; then the spool can only be closed
     */
    public void write(ByteBuffer piece) throws IOException {
        int length = piece.remaining();
        if (file != null) {
            file.write(piece);
        } else if (!heap.write(piece)) {
            file = files.open();
            heap.moveTo(file);
            heap.close();
            heap = null;
            file.write(piece);
        }
        size += length;
    }

    /**
     * Announces header fields of the server: they are the next octets to be written.
     *
     * @param octets their length, 0 or more
     */
    public void addedByServer(int octets) {
        if (octets > 0) {
            added.add(new Added(size, size + octets));
        }
    }

    /**
     * Ends the writing.
     *
     * @throws IOException if the file cannot be written; then the spool can only be closed
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
        return new SpoolStream(content, 0, size);
    }

    @Override
    public InputStream openOriginal() {
        requireContent();
        List<InputStream> original = new ArrayList<>();
        long from = 0;
        for (Added fields : added) {
            original.add(new SpoolStream(content, from, fields.start()));
            from = fields.end();
        }
        original.add(new SpoolStream(content, from, size));
        return new SequenceInputStream(Collections.enumeration(original));
    }

    private void requireContent() {
        if (closed.get()) {
            throw new IllegalStateException("The content of the message is closed: its decision has been given");
        }
    }

    /** Returns the octets for streams, whether they are on the heap or in the file. */
    PositionedContent content() {
        return content;
    }

    /**
     * Gives heap and file back. Only the first call has an effect. On any thread once the writing has ended; on an event loop
     * the file is left to another thread, since to delete a huge one takes time.
     */
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        onClose.run();
        if (heap != null) {
            heap.close();
            heap = null;
        }
        if (file != null) {
            file.releaseStage();
            try {
                deletions.execute(this::delete);
            } catch (RejectedExecutionException e) {
                delete(); // no thread for it, and the disk must not fill up
            }
        }
    }

    private void delete() {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A spool file could not be closed", e);
        }
    }

    private final class Content implements PositionedContent {

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

        private IOException closedException() {
            return new IOException("The content of the message is closed: its decision has been given");
        }
    }
}
