package org.smtpconnector.inbox.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.smtpconnector.inbox.search.SearchIndex;

/** The folder of the search index: beside the database, or in a temporary folder if somebody else has it or it cannot be written. */
final class IndexFolder implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(IndexFolder.class.getName());

    private static final String PREFIX = "search-";

    /** The number changes with the fields of the index, and with what is put into them: then it is made anew. */
    private static final String NAME = PREFIX + "2";

    private final Path folder;
    private final boolean temporary;
    private volatile SearchIndex index;

    private IndexFolder(Path folder, boolean temporary) throws IOException {
        this.folder = folder;
        this.temporary = temporary;
        this.index = SearchIndex.open(folder);
    }

    /** Opens the index, or makes one. */
    static IndexFolder open(Path data) {
        try {
            IndexFolder opened = new IndexFolder(data.resolve(NAME), false);
            deleteFormer(data);
            return opened;
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    "The search index cannot be in " + data
                            + " and is made anew at each start: give each server an inbox.data-directory of its own",
                    e);
        }
        try {
            return new IndexFolder(Files.createTempDirectory(NAME), true);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for the search index", e);
        }
    }

    private static void deleteFormer(Path data) {
        try (Stream<Path> all = Files.list(data)) {
            for (Path path : all.filter(IndexFolder::isFormer).toList()) {
                delete(path);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The search index of a former version cannot be deleted", e);
        }
    }

    private static boolean isFormer(Path path) {
        String name = path.getFileName().toString();
        return name.matches(PREFIX + "\\d+") && !name.equals(NAME);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    SearchIndex index() {
        return index;
    }

    /** Opens it again if it is broken. */
    boolean repair() throws IOException {
        if (!index.isBroken()) {
            return false;
        }
        try {
            index.close();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "It was broken anyway", e);
        }
        index = SearchIndex.open(folder);
        return true;
    }

    @Override
    public void close() throws IOException {
        index.close();
        if (temporary) {
            delete(folder);
        }
    }
}
