package org.smtpconnector.adapter.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file part of a spool. Written by one thread; after {@link #complete} read by any number of them, each at its own
 * position.
 *
 * <p>A read by a thread that is interrupted closes the file (that is how {@link FileChannel} is made): the other readers
 * of this message then get an exception too, and its delivery fails as the interrupted one does.
 */
public final class FileStore {

    /** Pieces shorter than this are collected, so that a body made of dots does not cost a system call for each. */
    private static final int DIRECT = 8 * 1024;

    private static final int STAGE = 16 * 1024;

    /** The JDK keeps a direct buffer of the longest read for each thread that read into an array. */
    private static final int LONGEST_READ = 64 * 1024;

    private final FileChannel file;
    private final ByteQuota budget;
    private long reserved;
    private ByteBuf stage;

    public FileStore(FileChannel file, ByteQuota budget, ByteBufAllocator allocator) {
        this.file = file;
        this.budget = budget;
        this.stage = allocator.directBuffer(STAGE, STAGE);
    }

    /**
     * Appends.
     *
     * @throws IOException also if the budget is used up
     */
    public void write(ByteBuffer piece) throws IOException {
        if (!budget.reserve(piece.remaining())) {
            throw new IOException("The files of all messages would take more than spool.disk-budget");
        }
        reserved += piece.remaining();
        if (piece.remaining() >= DIRECT) {
            flush();
            writeFully(piece);
            return;
        }
        if (piece.remaining() > stage.writableBytes()) {
            flush();
        }
        stage.writeBytes(piece);
    }

    /** Ends the writing. */
    public void complete() throws IOException {
        flush();
        releaseStage();
    }

    private void flush() throws IOException {
        if (stage.isReadable()) {
            writeFully(stage.internalNioBuffer(stage.readerIndex(), stage.readableBytes()));
            stage.clear();
        }
    }

    private void writeFully(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            file.write(data);
        }
    }

    /** As {@link HeapStore#read}; -1 at the end of the file. */
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        return file.read(ByteBuffer.wrap(target, offset, Math.min(length, LONGEST_READ)), position);
    }

    /**
     * Closes and thereby deletes the file; to be called once. On the writing thread, or on any after {@link #complete}.
     */
    public void close() throws IOException {
        releaseStage();
        budget.release(reserved);
        file.close();
    }

    private void releaseStage() {
        if (stage != null) {
            stage.release();
            stage = null;
        }
    }
}
