package org.smtpconnector.it.conformance.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies, unpacks and deletes folders. */
final class Folders {

    private Folders() {}

    /** Unpacks a server's archive, without the folder that holds everything in it, unless that was done before. */
    static void unpack(Path archive, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return;
        }
        // A test process that is ended meanwhile leaves no incomplete server behind.
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        delete(partial);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path name = Path.of(entry.getName()).normalize();
                if (entry.isDirectory() || name.getNameCount() < 2) {
                    continue;
                }
                Path file = partial.resolve(name.subpath(1, name.getNameCount()));
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        Files.move(partial, target);
    }

    /** Copies a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }

    /** Copies files into a folder, and makes the folder. */
    static void copyInto(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : files(path)) {
                delete(child);
            }
        }
        Files.deleteIfExists(path);
    }

    /** Returns what is in a folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
