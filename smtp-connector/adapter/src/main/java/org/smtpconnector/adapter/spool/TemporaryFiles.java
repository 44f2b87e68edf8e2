package org.smtpconnector.adapter.spool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Makes temporary files in a directory. No other user can read them. On Unix a file loses its name as soon as it is open, so
 * that even a process that is killed leaves nothing behind.
 */
public final class TemporaryFiles implements SpoolFactory.Files {

    private static final Set<OpenOption> OPTIONS = Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);

    private final Path directory;
    private final FileAttribute<?>[] attributes;

    /**
     * Creates the directory if it does not exist, and tries to make a file in it.
     *
     * @param directory not null
     * @throws IOException if the directory cannot be created, or no file can be made in it
     */
    public TemporaryFiles(Path directory) throws IOException {
        this.directory = directory;
        this.attributes =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        // createDirectories fails on a symbolic link to a directory, which is a fine place for a spool.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        open().close();
    }

    @Override
    public FileChannel open() throws IOException {
        return FileChannel.open(directory.resolve("smtp-" + UUID.randomUUID() + ".spool"), OPTIONS, attributes);
    }
}
