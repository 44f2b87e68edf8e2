package org.smtpconnector.adapter.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file part of a spool. One thread writes it; after {@link #complete} any number of threads read it, each at a position
 * of its own.
 *
 * <p>A read by a thread that is interrupted closes the file, because {@link FileChannel} is made so: the other readers of
 * this message then get an exception, too, and its delivery fails as the interrupted one does.
 */
final class FileStore {

    /** Shorter pieces are collected, so that a body made of dots does not cost a system call for each dot. */
    private static final int DIRECT = 8 * 1024;

    private static final int STAGE = 16 * 1024;

    /** The JDK keeps a direct buffer of the longest read for each thread that has read into an array. */
    private static final int LONGEST_READ = 64 * 1024;

    private final FileChannel file;
    private final ByteQuota quota;
    private final ByteBufAllocator allocator;
    private long reserved;

    /** Null if no short piece waits, or has waited before {@link #complete}. */
    private ByteBuf stage;

    /**
     * Takes over a file.
     *
     * @param file empty, open for writing and reading, deleted by closing it
     */
    FileStore(FileChannel file, ByteQuota quota, ByteBufAllocator allocator) {
        this.file = file;
        this.quota = quota;
        this.allocator = allocator;
    }

    /**
     * Appends a piece; the position of the piece advances to its limit.
     *
     * @throws IOException if the file cannot be written, or the quota is used up
     */
    void write(ByteBuffer piece) throws IOException {
        if (!quota.reserve(piece.remaining())) {
            throw new IOException("The files of all messages would take more than spool.disk-budget");
        }
        reserved += piece.remaining();
        if (piece.remaining() >= DIRECT) {
            flush();
            writeFully(piece);
            return;
        }
        if (stage == null) {
            stage = allocator.directBuffer(STAGE, STAGE);
        } else if (piece.remaining() > stage.writableBytes()) {
            flush();
        }
        stage.writeBytes(piece);
    }

    /**
     * Ends the writing.
     *
     * @throws IOException if the file cannot be written
     */
    void complete() throws IOException {
        flush();
        releaseStage();
    }

    private void flush() throws IOException {
        if (stage != null && stage.isReadable()) {
            writeFully(stage.internalNioBuffer(stage.readerIndex(), stage.readableBytes()));
            stage.clear();
        }
    }

    private void writeFully(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            file.write(data);
        }
    }

    /**
     * Reads as {@link PositionedContent#read} does.
     *
     * @return -1 at the end of the file
     */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        return file.read(ByteBuffer.wrap(target, offset, Math.min(length, LONGEST_READ)), position);
    }

    /** Ends the writing without keeping what was written. On the writing thread, or on any thread after {@link #complete}. */
    void releaseStage() {
        if (stage != null) {
            stage.release();
            stage = null;
        }
    }

    /**
     * Closes and thereby deletes the file, and gives its octets back to the quota. To be called once, after {@link
     * #releaseStage}, on any thread. A huge file takes some time.
     *
     * @throws IOException if the file system reports an error
     */
    void delete() throws IOException {
        try {
            file.close();
        } finally {
            quota.release(reserved);
        }
    }
}
