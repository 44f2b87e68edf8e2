package org.smtpconnector.inbox.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.inbox.search.SearchIndex.Range;
import org.smtpconnector.inbox.search.SearchIndex.Summary;

/** The index finds what is contained, keeps what it was told to keep, and can be opened again whatever has happened. */
class SearchIndexTest {

    private static final MessageSearch TEN = MessageSearch.ALL.subject("TEN");

    @TempDir
    Path directory;

    private static IndexEntry entry(long id) {
        return entry(id, id % 10 == 0 ? "ten" : "other", "");
    }

    private static IndexEntry entry(long id, String subject, String text) {
        return new IndexEntry(id, Instant.EPOCH, id, 0, Outcome.ACCEPTED, "", "", subject, text);
    }

    private static void fill(SearchIndex index, long first, long last) {
        LongStream.rangeClosed(first, last).forEach(id -> index.put(entry(id)));
    }

    private static List<Long> tens(long from, int count) {
        return LongStream.iterate(from, id -> id - 10).limit(count).boxed().toList();
    }

    @Test
    void findsTheNewestFirstInPages() throws IOException {
        try (SearchIndex index = SearchIndex.open(directory)) {
            for (long id = 7001; id > 0; id -= 1000) {
                // In no order: a message that was committed later may have a smaller id. Several files, besides.
                fill(index, Math.max(1, id - 999), id);
                index.keep();
            }
            assertThat(index.find(TEN, 3)).isEqualTo(tens(7000, 3));
            assertThat(index.find(TEN, 10_000)).isEqualTo(tens(7000, 700));
            assertThat(index.find(TEN.before(3001), 3)).isEqualTo(tens(3000, 3));
            assertThat(index.find(TEN.before(15), 3)).isEqualTo(tens(10, 1));
            assertThat(index.find(TEN.before(10), 3)).isEmpty();
            assertThat(index.find(TEN.after(6980), 3)).isEqualTo(tens(7000, 2));
            assertThat(index.find(TEN.after(6970).before(6990), 3)).isEqualTo(tens(6980, 1));
            assertThat(index.find(TEN.after(7000), 3)).isEmpty();
            assertThat(index.find(TEN.after(Long.MAX_VALUE), 3)).isEmpty();
            assertThat(index.count(TEN)).isEqualTo(700);
            assertThat(index.count(MessageSearch.ALL)).isEqualTo(7001);
            index.put(entry(7000, "other now", ""));
            index.remove(List.of(6990L, 6980L));
            assertThat(index.find(TEN, 2)).isEqualTo(tens(6970, 2));
            assertThat(index.count(TEN)).isEqualTo(697);
        }
    }

    /** Compared with looking at each text: any length, any place, characters beyond the first 65,536 of Unicode. */
    @Test
    void findsWhateverIsContained() throws IOException {
        Random random = new Random(5);
        Map<Long, String> texts = new HashMap<>();
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            for (long id = 1; id <= 200; id++) {
                texts.put(id, random(random, random.nextInt(40)));
                index.put(entry(id, "", texts.get(id)));
            }
            int found = 0;
            for (int i = 0; i < 1000; i++) {
                String part = random(random, 1 + random.nextInt(6));
                List<Long> expected = new ArrayList<>(texts.keySet());
                expected.removeIf(id -> !texts.get(id).contains(part));
                expected.sort(Collections.reverseOrder());
                found += expected.size();
                assertThat(index.find(MessageSearch.ALL.and(Fields.anywhere(part)), 1000))
                        .as(part)
                        .isEqualTo(expected);
            }
            assertThat(found).isGreaterThan(1000);
        }
    }

    private static String random(Random random, int length) {
        String[] characters = {"a", "b", "b", "ß", "日", "\uD83D\uDE00", "\uD83D\uDE01", "-"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    @Test
    void findsInWhateverCaseAndWithWhateverSpace() throws IOException {
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            index.put(entry(1, "GRÖSSE", "It\r\n  rains\u00A0in \tParis \uD800"));
            for (String text : new String[] {"größe", "it RAINS in", "  rains   in\nparis ", "S", "", "  "}) {
                assertThat(index.count(MessageSearch.ALL.and(Fields.anywhere(text))))
                        .as(text)
                        .isOne();
            }
            assertThat(index.count(MessageSearch.ALL.subject("grös"))).isOne();
            assertThat(index.count(MessageSearch.ALL.subject("gröss"))).isOne();
        }
    }

    @Test
    void looksAtTheFirst64KiCharactersOfAText() throws IOException {
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            String text = "x".repeat(IndexEntry.MAX_TEXT - 6) + "needle" + "beyond";
            index.put(entry(1, "", text));
            assertThat(index.count(MessageSearch.ALL.and(Fields.anywhere("needle"))))
                    .isOne();
            assertThat(index.count(MessageSearch.ALL.and(Fields.anywhere("beyond"))))
                    .isZero();
        }
    }

    @Test
    void tellsRangesOfIdsFromEachOther() throws IOException {
        try (SearchIndex index = SearchIndex.open(new ByteBuffersDirectory())) {
            assertThat(index.summaries()).isEmpty();
            fill(index, 1022, 1025);
            index.remove(List.of(1022L));
            assertThat(index.summaries())
                    .containsOnly(
                            Map.entry(new Range(0, 1023), new Summary(1, 1023)),
                            Map.entry(new Range(1024, 2047), new Summary(2, 2049)));
            assertThat(index.ids(new Range(1024, 2047))).containsExactly(1025L, 1024L);
        }
    }

    @Test
    void keepsWhatItWasToldToKeep() throws IOException {
        try (SearchIndex index = SearchIndex.open(directory)) {
            fill(index, 1, 100);
            assertThatThrownBy(() -> SearchIndex.open(directory)).isInstanceOf(IOException.class);
        }
        try (SearchIndex index = SearchIndex.open(directory)) {
            assertThat(index.find(TEN, 2)).isEqualTo(tens(100, 2));
        }
    }

    @Test
    void oneThatCannotBeReadIsMadeAnew() throws IOException {
        try (SearchIndex index = SearchIndex.open(directory)) {
            fill(index, 1, 100);
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (SearchIndex index = SearchIndex.open(directory)) {
            assertThat(index.summaries()).isEmpty();
            fill(index, 1, 10);
            assertThat(index.find(TEN, 2)).isEqualTo(tens(10, 1));
        }
    }

    @Test
    void afterAFullDiskItIsOpenedAgain() throws IOException {
        FullDirectory full = new FullDirectory(new ByteBuffersDirectory());
        SearchIndex index = SearchIndex.open(full);
        fill(index, 1, 20);
        index.keep();
        fill(index, 21, 30);
        full.isFull = true;
        assertThatThrownBy(index::keep).isInstanceOf(UncheckedIOException.class);
        assertThat(index.isBroken()).isTrue();
        assertThatThrownBy(() -> index.put(entry(40))).isInstanceOf(RuntimeException.class);
        assertThat(index.find(TEN, 9)).contains(20L, 10L);
        full.isFull = false;
        try (SearchIndex again = SearchIndex.open(full)) {
            assertThat(again.find(TEN, 9)).isEqualTo(tens(20, 2));
            again.put(entry(40));
            again.keep();
            assertThat(again.find(TEN, 9)).containsExactly(40L, 20L, 10L);
        }
    }

    private static final class FullDirectory extends FilterDirectory {

        private boolean isFull;

        FullDirectory(Directory directory) {
            super(directory);
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            if (isFull) {
                throw new IOException("No space left on device");
            }
            return super.createOutput(name, context);
        }
    }
}
