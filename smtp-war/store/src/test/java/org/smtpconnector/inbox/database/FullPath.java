package org.smtpconnector.inbox.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's, {@code full:}, on which there is room for so many more writes. */
public final class FullPath extends FilePathWrapper {

    private static final AtomicInteger ROOM = new AtomicInteger(Integer.MAX_VALUE);

    static void register() {
        FilePath.register(new FullPath());
    }

    static void room(int writes) {
        ROOM.set(writes);
    }

    static boolean isFull() {
        return ROOM.get() == 0;
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FullFile(getBase().open(mode));
    }

    private static final class FullFile extends FileBase {

        private final FileChannel file;

        FullFile(FileChannel file) {
            this.file = file;
        }

        private static void write() throws IOException {
            if (ROOM.getAndUpdate(room -> room == Integer.MAX_VALUE ? room : Math.max(room - 1, 0)) == 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            write();
            return file.write(source);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            write();
            return file.write(source, position);
        }

        @Override
        public void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public synchronized FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }
    }
}
