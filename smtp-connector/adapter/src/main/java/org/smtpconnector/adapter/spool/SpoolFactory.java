package org.smtpconnector.adapter.spool;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the spools of a listener are made and counted. Safe for use by several threads. */
public final class SpoolFactory {

    /** Makes the temporary files. */
    public interface Files {

        /** Opens an empty file for writing and reading, that is gone once it is closed. */
        FileChannel open() throws IOException;
    }

    private final int memoryThreshold;
    private final ByteQuota memory;
    private final ByteQuota disk;
    private final Files files;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param memoryThreshold octets of one spool on the heap
     * @param memory of all spools of all areas that share it
     * @param disk of all files
     */
    public SpoolFactory(int memoryThreshold, ByteQuota memory, ByteQuota disk, Files files) {
        this.memoryThreshold = memoryThreshold;
        this.memory = memory;
        this.disk = disk;
        this.files = files;
    }

    public Spool open(ByteBufAllocator allocator) {
        open.incrementAndGet();
        return new Spool(this, new HeapStore(memoryThreshold, memory), allocator);
    }

    /**
     * Whether a spool of that size would find room at this moment.
     *
     * @param octets 0 or more
     */
    public boolean hasRoomFor(long octets) {
        return (octets <= memoryThreshold && memory.has(octets)) || disk.has(octets);
    }

    public FileStore openFile(ByteBufAllocator allocator) throws IOException {
        return new FileStore(files.open(), disk, allocator);
    }

    /** Octets in files at this moment. */
    public long onDisk() {
        return disk.used();
    }

    public void closed() {
        open.decrementAndGet();
    }

    /** Spools that were opened and not closed. */
    public int openCount() {
        return open.get();
    }
}
