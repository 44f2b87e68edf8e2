package org.smtpconnector.adapter.spool;

import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a range of a spool. Positions count from the beginning of the range, as {@link SharedInputStream} wants it. For
 * use by one thread; any number of streams may read the same spool.
 */
public final class SpoolStream extends InputStream implements SharedInputStream {

    private static final int BUFFER = 8 * 1024;

    private final Spool spool;
    private final long start;
    private final long end;
    private byte[] buffer = new byte[0];
    private int next;
    private int limit;
    /** Where the octet after the buffer stands in the spool. */
    private long position;

    private long mark;
    private boolean closed;

    /**
     * @param start in the spool
     * @param end exclusive
     */
    public SpoolStream(Spool spool, long start, long end) {
        this.spool = spool;
        this.start = start;
        this.end = end;
        this.position = start;
        this.mark = start;
    }

    @Override
    public int read() throws IOException {
        requireOpen();
        if (next == limit && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        if (length == 0) {
            return 0;
        }
        if (next == limit) {
            if (length >= BUFFER && position < end) {
                int count = spool.read(position, target, offset, (int) Math.min(length, end - position));
                position += count;
                return count;
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (position >= end) {
            return false;
        }
        int wanted = (int) Math.min(BUFFER, end - position);
        if (buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        limit = spool.read(position, buffer, 0, wanted);
        next = 0;
        position += limit;
        return true;
    }

    @Override
    public long skip(long count) throws IOException {
        requireOpen();
        long skipped = Math.max(0, Math.min(count, end - here()));
        seek(here() + skipped);
        return skipped;
    }

    @Override
    public int available() throws IOException {
        requireOpen();
        return (int) Math.min(Integer.MAX_VALUE, end - here());
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int readLimit) {
        mark = here();
    }

    @Override
    public synchronized void reset() throws IOException {
        requireOpen();
        seek(mark);
    }

    @Override
    public long getPosition() {
        return here() - start;
    }

    @Override
    public InputStream newStream(long from, long to) {
        if (from < 0) {
            throw new IllegalArgumentException("A range from " + from + "; expected 0 or more");
        }
        long newEnd = to == -1 ? end : Math.min(end, start + to);
        return new SpoolStream(spool, Math.min(start + from, newEnd), newEnd);
    }

    /** Closes this stream, not the spool and not the streams made by {@link #newStream}. */
    @Override
    public void close() {
        closed = true;
        buffer = new byte[0];
        next = 0;
        limit = 0;
    }

    private long here() {
        return position - (limit - next);
    }

    /** Keeps the buffer if the place is in it: Jakarta Mail marks and resets at every line. */
    private void seek(long place) {
        long first = position - limit;
        if (place >= first && place <= position) {
            next = (int) (place - first);
        } else {
            position = place;
            next = 0;
            limit = 0;
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        spool.requireOpen();
    }
}
