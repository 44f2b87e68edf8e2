package org.smtpconnector.adapter.events;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A file to which whole lines are appended, by several processes if need be. When it is full it is renamed, with the time added to its
 * name, and a new one is begun. No other user can read a new file.
 *
 * <p>The file is open only while lines are written, so that others may rename or delete it at any time.
 */
final class RotatedFile {

    private static final Logger LOG = System.getLogger(RotatedFile.class.getName());

    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("'.'yyyyMMdd-HHmmss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final Pattern SUFFIXES = Pattern.compile("\\.\\d{8}-\\d{6}\\.\\d{6}");

    /** The octet of the file that is locked: one far behind its end, so that nobody is kept from reading. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private static final int LOCK_ATTEMPTS = 50;
    private static final long LOCK_PAUSE_NANOS = 10_000_000;

    private final Path path;
    private final long maxSize;
    private final int oldFiles;
    private boolean renameFailed;

    /**
     * @param path in a directory
     * @param maxSize the size in octets at which the file is full
     * @param oldFiles maximum number of renamed files
     */
    RotatedFile(Path path, long maxSize, int oldFiles) {
        this.path = path;
        this.maxSize = maxSize;
        this.oldFiles = oldFiles;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /**
     * Appends lines, all or none.
     *
     * @throws IOException if none was written
     */
    void append(byte[] lines, int length) throws IOException {
        if (isFullWith(length)) {
            tryToRename();
        }
        create();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            lock(file);
            long size = file.length();
            try {
                if (size > 0) {
                    file.seek(size - 1);
                    if (file.read() != '\n') {
                        file.write('\n'); // a process that was killed has left a part of a line
                    }
                }
                file.write(lines, 0, length);
            } catch (IOException e) {
                restore(file, size, e);
                throw e;
            }
        }
    }

    private static void restore(RandomAccessFile file, long size, IOException cause) {
        try {
            file.setLength(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isFullWith(int length) throws IOException {
        try {
            long size = Files.size(path);
            return size > 0 && size + length > maxSize;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A file that cannot be renamed grows, which is better than losing lines. */
    private void tryToRename() {
        try {
            rename();
            renameFailed = false;
        } catch (IOException e) {
            if (!renameFailed) {
                LOG.log(Level.WARNING, "The audit file " + path + " is full and cannot be renamed, so it grows", e);
            }
            renameFailed = true;
        }
    }

    /** Renames the file. Two processes that find it full at the same time do no harm: the second one finds no file, or renames a short one. */
    private void rename() throws IOException {
        try {
            Files.move(path, path.resolveSibling(path.getFileName() + SUFFIX.format(Instant.now())));
        } catch (NoSuchFileException e) {
            return;
        }
        List<Path> old = renamed();
        for (Path oldest : old.subList(0, Math.max(0, old.size() - oldFiles))) {
            Files.deleteIfExists(oldest);
        }
    }

    /** Returns the renamed files, the oldest first. */
    private List<Path> renamed() throws IOException {
        String name = path.getFileName().toString();
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(path.getParent(), sibling -> {
            String other = sibling.getFileName().toString();
            return other.startsWith(name)
                    && SUFFIXES.matcher(other.substring(name.length())).matches();
        })) {
            return StreamSupport.stream(siblings.spliterator(), false)
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    private void create() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        try {
            Files.createFile(path, attributes());
        } catch (FileAlreadyExistsException e) {
            return; // another process was quicker
        }
    }

    private FileAttribute<?>[] attributes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Locks the file until it is closed. Waits a little for another process, or another adapter in this one, which writes to the same
     * file.
     */
    private static void lock(RandomAccessFile file) throws IOException {
        for (int i = 0; i < LOCK_ATTEMPTS; i++) {
            try {
                if (file.getChannel().tryLock(LOCKED, 1, false) != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                // the same as null, but the lock is held in this process
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        throw new IOException("another process keeps the file locked");
    }
}
