package org.smtpconnector.adapter.spool;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and counts the spools of a listener. Safe for use by several threads. */
public final class SpoolFactory {

    /** Makes the temporary files. */
    public interface Files {

        /**
         * Opens an empty file for writing and reading that is deleted by closing it.
         *
         * @return not null
         * @throws IOException if that is impossible
         */
        FileChannel open() throws IOException;
    }

    private final int memoryThreshold;
    private final ByteQuota memory;
    private final ByteQuota disk;
    private final Files files;
    private final Executor deletions;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Creates a factory whose spools delete their files on the thread that closes them.
     *
     * @param memoryThreshold octets of one spool on the heap, 0 or more
     * @param memory octets on the heap of all spools of all factories that share it; not null
     * @param disk octets in files of all spools of all factories that share it; not null
     * @param files not null
     */
    public SpoolFactory(int memoryThreshold, ByteQuota memory, ByteQuota disk, Files files) {
        this(memoryThreshold, memory, disk, files, Runnable::run);
    }

    /**
     * Creates a factory.
     *
     * @param memoryThreshold octets of one spool on the heap, 0 or more
     * @param memory octets on the heap of all spools of all factories that share it; not null
     * @param disk octets in files of all spools of all factories that share it; not null
     * @param files not null
     * @param deletions runs the deletion of files; if it rejects one, the thread that closes the spool does it; not null
     */
    public SpoolFactory(int memoryThreshold, ByteQuota memory, ByteQuota disk, Files files, Executor deletions) {
        this.memoryThreshold = memoryThreshold;
        this.memory = memory;
        this.disk = disk;
        this.files = files;
        this.deletions = deletions;
    }

    /**
     * Opens a spool.
     *
     * @param allocator that of the connection's channel; not null
     * @return not null; the caller closes it
     */
    public Spool open(ByteBufAllocator allocator) {
        open.incrementAndGet();
        return new Spool(
                new HeapStore(memoryThreshold, memory),
                () -> new FileStore(files.open(), disk, allocator),
                deletions,
                open::decrementAndGet);
    }

    /**
     * Returns whether a spool of that size would find room at this moment.
     *
     * @param octets 0 or more
     */
    public boolean hasRoomFor(long octets) {
        return (octets <= memoryThreshold && memory.has(octets)) || disk.has(octets);
    }

    /** Returns the quota of the heap that all spools share, and whoever else holds octets of messages. */
    public ByteQuota memory() {
        return memory;
    }

    /** Returns the number of octets in files at this moment, also in those that wait for their deletion. */
    public long onDisk() {
        return disk.used();
    }

    /** Returns the number of spools that were opened and not closed. */
    public int openCount() {
        return open.get();
    }
}
