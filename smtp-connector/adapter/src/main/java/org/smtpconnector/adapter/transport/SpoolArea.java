package org.smtpconnector.adapter.transport;

import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the spools of a listener are made and counted. Safe for use by several threads. */
final class SpoolArea {

    /** Makes the temporary files. */
    interface Files {

        /** Opens an empty file for writing and reading, that is gone once it is closed. */
        FileChannel open() throws IOException;
    }

    private final int memoryThreshold;
    private final HeapBudget budget;
    private final Files files;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param memoryThreshold octets of one spool on the heap
     * @param budget of all spools of all areas that share it
     */
    SpoolArea(int memoryThreshold, HeapBudget budget, Files files) {
        this.memoryThreshold = memoryThreshold;
        this.budget = budget;
        this.files = files;
    }

    Spool open(ByteBufAllocator allocator) {
        open.incrementAndGet();
        return new Spool(this, new HeapStore(memoryThreshold, budget), allocator);
    }

    FileChannel openFile() throws IOException {
        return files.open();
    }

    void closed() {
        open.decrementAndGet();
    }

    /** Spools that were opened and not closed. */
    int openCount() {
        return open.get();
    }
}
