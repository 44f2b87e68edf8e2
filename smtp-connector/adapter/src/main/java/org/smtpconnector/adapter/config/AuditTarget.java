package org.smtpconnector.adapter.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place to which the audit lines of a listener go.
 *
 * @param kind not null
 * @param file the absolute path of the file; empty unless they go to one
 */
public record AuditTarget(Kind kind, Optional<Path> file) {

    /** The kinds of targets. */
    public enum Kind {
        /** No lines are made. */
        OFF,
        /** The lines go to the log of the server. */
        LOG,
        /** The lines go to a file of their own. */
        FILE
    }

    static final Type<AuditTarget> TYPE = new Type<>(
            "off, log, or file: with a path to which this process can write, such as file:/var/log/smtp/audit.jsonl",
            AuditTarget::parse);

    private static final String FILE = "file:";

    private static AuditTarget parse(String text) {
        return switch (text) {
            case "off" -> new AuditTarget(Kind.OFF, Optional.empty());
            case "log" -> new AuditTarget(Kind.LOG, Optional.empty());
            default -> text.startsWith(FILE) ? file(text.substring(FILE.length())) : null;
        };
    }

    /** Returns null if there cannot be such a file. Two spellings of a path give the same target. */
    private static AuditTarget file(String text) {
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            Path directory = path.getParent();
            boolean possible = directory != null
                    && Files.isDirectory(directory)
                    && (Files.exists(path)
                            ? Files.isRegularFile(path) && Files.isReadable(path) && Files.isWritable(path)
                            : Files.isWritable(directory));
            return possible
                    ? new AuditTarget(
                            Kind.FILE, Optional.of(directory.toRealPath().resolve(path.getFileName())))
                    : null;
        } catch (InvalidPathException | IOException e) {
            return null;
        }
    }
}
