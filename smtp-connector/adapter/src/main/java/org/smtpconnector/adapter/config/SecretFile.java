package org.smtpconnector.adapter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads files with secrets, as Docker and Kubernetes mount them. */
final class SecretFile {

    private static final int MAX = 64 * 1024;

    static final String EXPECTATION =
            "a file that this process can read, with a secret in UTF-8 of at most " + MAX / 1024 + "K in it";

    private SecretFile() {}

    /** Returns the content of a file without one line end behind it; null if it cannot be read or is too long. */
    static String read(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] octets = in.readNBytes(MAX + 1);
            if (octets.length > MAX) {
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return text.replaceFirst("\\r?\\n\\z", "");
        } catch (InvalidPathException | IOException e) {
            return null; // the error names the path, which the administrator can put right
        }
    }
}
