package org.smtpconnector.it.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The adapter's temporary files. */
final class Spools {

    private Spools() {}

    /** Returns the number that the server has open: they have no name by then, but the process's descriptors tell of them. */
    static long open(InboxServer server) throws IOException {
        Path descriptors = Path.of("/proc", String.valueOf(server.process().pid()), "fd");
        try (Stream<Path> files = Files.list(descriptors)) {
            return files.filter(Spools::isOpenSpool).count();
        }
    }

    private static boolean isOpenSpool(Path descriptor) {
        try {
            return isSpool(Files.readSymbolicLink(descriptor));
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    static void assertNoneHasAName(InboxServer server) throws IOException {
        try (Stream<Path> files = Files.list(server.temporary())) {
            assertThat(files).noneMatch(Spools::isSpool);
        }
    }

    private static boolean isSpool(Path file) {
        return file.getFileName().toString().matches("smtp-.*\\.spool( \\(deleted\\))?");
    }
}
