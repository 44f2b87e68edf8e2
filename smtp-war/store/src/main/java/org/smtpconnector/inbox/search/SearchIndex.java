package org.smtpconnector.inbox.search;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.Bits;

/**
 * Finds messages: a Lucene index in a directory of its own. It is a copy: the database has the word, so whoever gets an id
 * from here must not wonder if the message is gone. What was put or removed is found at once; {@link #keep} makes it last
 * longer than the process. It takes next to nothing of the heap. Safe for use by several threads.
 */
public final class SearchIndex implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(SearchIndex.class.getName());

    /** The heap that entries may take until they are written. */
    private static final double BUFFER_MEGABYTES = 4;

    /** Ids next to each other are counted together. */
    private static final int RANGE = 1024;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private SearchIndex(Directory directory, OpenMode mode) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setOpenMode(mode)
                        .setIndexSort(Fields.ORDER)
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        .setMergeScheduler(new MergesWhenAsked())
                        .setMaxFullFlushMergeWaitMillis(0));
        this.searchers = new SearcherManager(writer, new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null);
                return searcher;
            }
        });
    }

    /**
     * Opens the index in a directory; one that is not there or cannot be read begins anew.
     *
     * @throws IOException if the directory cannot be written to, or somebody else has it open
     */
    public static SearchIndex open(Path path) throws IOException {
        Directory directory = FSDirectory.open(path);
        try {
            return open(directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    static SearchIndex open(Directory directory) throws IOException {
        try {
            return new SearchIndex(directory, OpenMode.CREATE_OR_APPEND);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "The index of " + directory + " cannot be read and is made anew", e);
            for (String file : directory.listAll()) {
                directory.deleteFile(file);
            }
            return new SearchIndex(directory, OpenMode.CREATE);
        }
    }

    /** Whether it is of no use any more, because a file could not be written: to be closed, and opened again. */
    public boolean isBroken() {
        return !writer.isOpen();
    }

    /** Takes a new or a changed entry. */
    public void put(IndexEntry entry) {
        write(() -> writer.updateDocument(Fields.key(entry.id()), Fields.document(entry)));
    }

    /** Forgets entries. */
    public void remove(Collection<Long> ids) {
        write(() -> writer.deleteDocuments(ids.stream().map(Fields::key).toArray(Term[]::new)));
    }

    /** Writes what was put and removed to the disk, and puts its files in order. */
    public void keep() {
        if (writer.hasUncommittedChanges()) {
            write(() -> {
                writer.maybeMerge();
                writer.commit();
                // What is found if it breaks.
                searchers.maybeRefresh();
            });
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The search index cannot be written", e);
        }
    }

    /**
     * Finds messages.
     *
     * @param limit at most so many, 1 or more
     * @return their ids, the largest first
     */
    public List<Long> find(MessageSearch search, int limit) {
        return find(search.query(), limit);
    }

    /** The ids from one to another, the largest first. */
    public List<Long> ids(Range range) {
        return find(Fields.ids(range.first(), range.last()), RANGE);
    }

    private List<Long> find(Query query, int limit) {
        return search(searcher -> {
            int most = Math.max(1, Math.min(limit, searcher.getIndexReader().maxDoc()));
            // The files are sorted in this order: looking at each ends with the last one that is wanted.
            ScoreDoc[] found = searcher.search(query, new TopFieldCollectorManager(Fields.ORDER, most, most)).scoreDocs;
            return Arrays.stream(found)
                    .map(hit -> (Long) ((FieldDoc) hit).fields[0])
                    .toList();
        });
    }

    /** Returns the number of entries that are found. */
    public long count(MessageSearch search) {
        return search(searcher -> (long) searcher.count(search.query()));
    }

    /** Returns the number of its entries. */
    public long size() {
        return search(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    /** Returns the number of entries and the sum of their ids, by ranges of ids: to be compared with the database. */
    public Map<Range, Summary> summaries() {
        return search(searcher -> {
            Map<Range, Summary> summaries = new HashMap<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                NumericDocValues ids = leaf.reader().getNumericDocValues(Fields.ID);
                Bits live = leaf.reader().getLiveDocs();
                while (ids != null && ids.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if (live == null || live.get(ids.docID())) {
                        long id = ids.longValue();
                        summaries.merge(Range.of(id / RANGE), new Summary(1, id), Summary::plus);
                    }
                }
            }
            return summaries;
        });
    }

    /** Ids that are next to each other. */
    public record Range(long first, long last) {

        /** The number of ids in a range. */
        public static final int SIZE = RANGE;

        /** The range of ids that, divided by {@link #SIZE}, are this number. */
        public static Range of(long number) {
            return new Range(number * SIZE, number * SIZE + SIZE - 1);
        }
    }

    /** The figures that tell sets of ids from each other. */
    public record Summary(long count, long sum) {

        Summary plus(Summary other) {
            return new Summary(count + other.count, sum + other.sum);
        }
    }

    private interface Searching<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    private <T> T search(Searching<T> searching) {
        try {
            refresh();
            IndexSearcher searcher = searchers.acquire();
            try {
                return searching.run(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The search index cannot be read", e);
        }
    }

    private void refresh() throws IOException {
        try {
            searchers.maybeRefreshBlocking();
        } catch (AlreadyClosedException e) {
            LOGGER.log(Level.FINE, "Broken: what was there before is found", e);
        }
    }

    /** Closes it; what was put since {@link #keep} is written, if that is possible. */
    @Override
    public void close() throws IOException {
        List<Closeable> all = new ArrayList<>(List.of(searchers));
        if (writer.isOpen()) {
            // Not close(), which waits for the merges that nobody has asked for.
            all.add(writer::commit);
        }
        all.add(writer::rollback);
        all.add(directory);
        IOException failure = null;
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException | AlreadyClosedException e) {
                failure = new IOException("The search index cannot be closed", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
