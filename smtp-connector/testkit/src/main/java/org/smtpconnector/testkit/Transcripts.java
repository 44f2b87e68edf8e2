package org.smtpconnector.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The dialogues that come with the test kit. */
public final class Transcripts {

    private static final String FOLDER = "transcripts";

    private Transcripts() {}

    /**
     * All of them.
     *
     * @return sorted by file, then in the order of the file
     */
    public static List<Transcript> all() {
        try {
            URI folder = Transcripts.class.getResource(FOLDER).toURI();
            if (!"jar".equals(folder.getScheme())) {
                return read(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                String entry = folder.getSchemeSpecificPart();
                return read(jar.getPath(entry.substring(entry.indexOf("!/") + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the dialogues of one file.
     *
     * @param name of the file, without {@code .txt}
     * @return in the order of the file
     * @throws IllegalArgumentException if there is no such file
     */
    public static List<Transcript> of(String name) {
        List<Transcript> found = all().stream()
                .filter(transcript -> transcript.source().startsWith(name + ".txt:"))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No transcripts in a file " + name + ".txt");
        }
        return found;
    }

    private static List<Transcript> read(Path folder) throws IOException {
        List<Transcript> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.addAll(Transcript.parse(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return all;
    }
}
