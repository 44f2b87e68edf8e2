package org.smtpconnector.adapter.spool;

import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a range of a message's content. Positions count from the beginning of the range, as {@link SharedInputStream}
 * requires. For use by one thread; any number of streams may read the same content.
 *
 * <p>The place of the stream is {@code position} alone. The buffer is a copy of some octets of the content and knows by
 * itself where they begin. Reading and seeking never have to keep the two in step, because the content does not change.
 */
final class SpoolStream extends InputStream implements SharedInputStream {

    private static final int BUFFER = 8 * 1024;
    private static final byte[] NONE = {};

    private final PositionedContent content;
    private final long start;
    private final long end;

    /** The place in the content of the octet that is read next. */
    private long position;

    private long mark;
    private boolean closed;

    private byte[] buffer = NONE;

    /** The place in the content of the first octet of the buffer. */
    private long bufferStart;

    /** Number of octets of the content in the buffer. */
    private int buffered;

    /**
     * Creates a stream that stands at the beginning of its range.
     *
     * @param start the place of the first octet in the content
     * @param end exclusive; at least {@code start}
     */
    SpoolStream(PositionedContent content, long start, long end) {
        this.content = content;
        this.start = start;
        this.end = end;
        this.position = start;
        this.mark = start;
    }

    @Override
    public int read() throws IOException {
        requireOpen();
        if (position == end) {
            return -1;
        }
        if (inBuffer() == 0) {
            fill();
        }
        return buffer[(int) (position++ - bufferStart)] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int count;
        if (length >= BUFFER && inBuffer() == 0) {
            count = content.read(position, target, offset, (int) Math.min(length, end - position));
        } else {
            if (inBuffer() == 0) {
                fill();
            }
            count = Math.min(length, inBuffer());
            System.arraycopy(buffer, (int) (position - bufferStart), target, offset, count);
        }
        position += count;
        return count;
    }

    /** Returns the number of octets from the position on that the buffer has. */
    private int inBuffer() {
        long offset = position - bufferStart;
        return offset < 0 || offset >= buffered ? 0 : buffered - (int) offset;
    }

    /** Fills the buffer from the position on, with at least one octet. */
    private void fill() throws IOException {
        int wanted = (int) Math.min(BUFFER, end - position);
        if (buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        buffered = 0; // if the read fails, the buffer has nothing
        buffered = content.read(position, buffer, 0, wanted);
        bufferStart = position;
    }

    @Override
    public long skip(long count) throws IOException {
        requireOpen();
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        requireOpen();
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int readLimit) {
        mark = position;
    }

    /** Goes back to the mark, or to the beginning. The buffer is kept: Jakarta Mail marks and resets at every line. */
    @Override
    public synchronized void reset() throws IOException {
        requireOpen();
        position = mark;
    }

    @Override
    public long getPosition() {
        return position - start;
    }

    @Override
    public InputStream newStream(long from, long to) {
        if (from < 0) {
            throw new IllegalArgumentException("A range from " + from + "; expected 0 or more");
        }
        if (to < -1) {
            throw new IllegalArgumentException("A range to " + to + "; expected 0 or more, or -1 for the end");
        }
        // In numbers of this range, so that a huge one cannot overflow.
        long length = end - start;
        long newEnd = to == -1 ? length : Math.min(length, to);
        return new SpoolStream(content, start + Math.min(from, newEnd), start + newEnd);
    }

    /** Closes this stream, but neither the content nor the streams that {@link #newStream} has returned. */
    @Override
    public void close() {
        closed = true;
        buffer = NONE;
        buffered = 0;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        content.requireOpen();
    }
}
