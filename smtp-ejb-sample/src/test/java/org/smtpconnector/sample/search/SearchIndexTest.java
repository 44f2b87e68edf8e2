package org.smtpconnector.sample.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index finds the same, whatever part of it is in memory. */
class SearchIndexTest {

    private static final int MESSAGES = 7001;

    private final ConcurrentSkipListMap<Long, IndexEntry> database = new ConcurrentSkipListMap<>();
    private int reads;

    private List<IndexEntry> read(long before, int limit) {
        reads++;
        return database.headMap(before, false).descendingMap().values().stream()
                .limit(limit)
                .toList();
    }

    private static IndexEntry entry(long id) {
        String subject = id % 10 == 0 ? "ten" : "other";
        return new IndexEntry(id, Instant.EPOCH, id, 0, Outcome.ACCEPTED, "", "", subject, "x".repeat(100));
    }

    private SearchIndex index(long budget) {
        return new SearchIndex(this::read, budget);
    }

    private void fill() {
        LongStream.rangeClosed(1, MESSAGES).forEach(id -> database.put(id, entry(id)));
    }

    private static List<Long> tens(long from, int count) {
        List<Long> ids = new ArrayList<>();
        for (long id = from; ids.size() < count && id > 0; id -= 10) {
            ids.add(id);
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 500_000, 1_500_000, Long.MAX_VALUE})
    void findsAllWithAnyBudget(long budget) {
        fill();
        SearchIndex index = index(budget);
        MessageSearch search = MessageSearch.ALL.subject("TEN");
        for (int round = 0; round < 2; round++) {
            assertThat(index.find(search, 3)).isEqualTo(tens(7000, 3));
            assertThat(index.find(search, 10_000)).isEqualTo(tens(7000, 700));
            assertThat(index.find(search.before(3001), 3)).isEqualTo(tens(3000, 3));
            assertThat(index.find(search.before(15), 3)).isEqualTo(tens(10, 1));
            assertThat(index.count(search)).isEqualTo(700);
            assertThat(index.count(MessageSearch.ALL)).isEqualTo(MESSAGES);
            index.load();
        }
        assertThat((long) index.size() * entry(10).weight()).isLessThanOrEqualTo(budget);
    }

    @Test
    void doesNotReadTheDatabaseOnceAllIsInMemory() {
        fill();
        SearchIndex index = index(Long.MAX_VALUE);
        index.load();
        reads = 0;
        assertThat(index.find(MessageSearch.ALL.subject("nowhere"), 10)).isEmpty();
        assertThat(reads).isZero();
    }

    @Test
    void newEntriesPushTheOldestOut() {
        fill();
        long budget = 100L * entry(1000).weight();
        SearchIndex index = index(budget);
        index.load();
        for (long id = MESSAGES + 1; id <= MESSAGES + 500; id++) {
            database.put(id, entry(id));
            index.put(entry(id));
            assertThat(index.size()).isBetween(1, 100);
        }
        assertThat(index.find(MessageSearch.ALL.subject("ten"), 10_000)).isEqualTo(tens(7500, 750));
    }

    @Test
    void forgetsWhatIsDeleted() {
        fill();
        SearchIndex index = index(Long.MAX_VALUE);
        index.load();
        index.remove(List.of(7000L, 6990L));
        assertThat(index.find(MessageSearch.ALL.subject("ten"), 2)).containsExactly(6980L, 6970L);
    }

    /** Messages come, go and push each other out while others search: no search misses one that was always there. */
    @Test
    void aSearchMissesNothingWhileEntriesComeAndGo() throws InterruptedException {
        fill();
        SearchIndex index = index(300L * entry(1000).weight());
        index.load();
        MessageSearch search = MessageSearch.ALL.subject("ten").before(MESSAGES);
        List<Long> expected = tens(7000, 700);
        List<List<Long>> wrong = Collections.synchronizedList(new ArrayList<>());
        Thread[] searchers = new Thread[2];
        for (int i = 0; i < searchers.length; i++) {
            searchers[i] = new Thread(() -> {
                for (int n = 0; n < 20; n++) {
                    List<Long> found = index.find(search, 10_000);
                    if (!found.equals(expected)) {
                        wrong.add(found);
                    }
                }
            });
            searchers[i].start();
        }
        for (long id = MESSAGES + 1; id < MESSAGES + 20_000; id++) {
            IndexEntry entry = entry(id);
            database.put(id, entry);
            index.put(entry);
        }
        for (Thread searcher : searchers) {
            searcher.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(expected).isSortedAccordingTo(Comparator.reverseOrder());
    }
}
