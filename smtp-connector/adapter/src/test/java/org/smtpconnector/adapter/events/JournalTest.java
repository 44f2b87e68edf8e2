package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;

/** The journal keeps the newest entries, in bounds, and hands them out in order. */
class JournalTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long PLENTY = 1_000_000;

    private final Journal journal = new Journal(1000);

    @Test
    void entriesOfAllListenersComeInTheOrderOfTheirNumbers() throws Exception {
        Journal.Ring one = journal.ring("l1", 10, PLENTY);
        Journal.Ring other = journal.ring("l2", 10, PLENTY);
        add(one, "a");
        add(other, "b");
        add(one, "c");

        assertThat(ids(journal.entriesAfter(0, 10, AT_ONCE))).containsExactly("a", "b", "c");
        assertThat(journal.entriesAfter(0, 10, AT_ONCE))
                .extracting(SmtpJournal.Entry::sequence)
                .containsExactly(1001L, 1002L, 1003L);
        assertThat(ids(journal.entriesAfter(1001, 1, AT_ONCE))).containsExactly("b");
        assertThat(journal.entriesAfter(1003, 10, AT_ONCE)).isEmpty();
    }

    @Test
    void theOldestEntriesOfAListenerAreDroppedAndNotThoseOfAnother() throws Exception {
        Journal.Ring busy = journal.ring("l3", 2, PLENTY);
        Journal.Ring quiet = journal.ring("l4", 2, PLENTY);
        add(quiet, "quiet");
        for (int i = 0; i < 100; i++) {
            add(busy, "busy" + i);
        }

        assertThat(ids(journal.entriesAfter(0, 1000, AT_ONCE))).containsExactly("quiet", "busy98", "busy99");
    }

    @Test
    void octetsAreBoundedToo() {
        Journal.Ring ring = journal.ring("l5", 1000, 20_000);
        for (int i = 0; i < 100; i++) {
            add(ring, "s" + i, "x".repeat(4000));
        }
        assertThat(ring.entries()).hasSize(4);

        add(ring, "huge", "x".repeat(100_000));
        assertThat(ids(ring.entries())).containsExactly("huge");
    }

    @Test
    void whoWaitsIsGivenTheNextEntry() throws Exception {
        Journal.Ring ring = journal.ring("l6", 10, PLENTY);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<List<SmtpJournal.Entry>> found = read(reader);
            add(ring, "a");
            assertThat(ids(found.get(20, TimeUnit.SECONDS))).containsExactly("a");
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void whoWaitsIsToldWhenTheConnectorStops() throws Exception {
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<List<SmtpJournal.Entry>> found = read(reader);
            journal.close();
            assertThat(found.get(20, TimeUnit.SECONDS)).isEmpty();
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void aListenerThatIsOpenedAnewGoesOnWithItsEntries() throws Exception {
        Journal.Ring ring = journal.ring("mx", 10, PLENTY);
        add(ring, "a");
        add(ring, "b");
        add(journal.ring("mx", 2, PLENTY), "c");
        assertThat(ids(journal.entriesAfter(0, 10, AT_ONCE))).containsExactly("b", "c");
    }

    @Test
    void numbersRiseFromOneStartToTheNext() {
        assertThat(number(new Journal())).isGreaterThanOrEqualTo(System.currentTimeMillis() * 1000 - 60_000_000);
        assertThat(number(new Journal())).isLessThan(1L << 53);
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> journal.entriesAfter(0, 0, AT_ONCE)).hasMessageContaining("max: 0");
        assertThatThrownBy(() -> journal.entriesAfter(0, 1, Duration.ofNanos(-1)))
                .hasMessageContaining("wait: PT");
    }

    private CompletableFuture<List<SmtpJournal.Entry>> read(ExecutorService reader) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return journal.entriesAfter(0, 10, LONG);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                reader);
    }

    private static long number(Journal fresh) {
        Journal.Ring ring = fresh.ring("l8", 1, PLENTY);
        add(ring, "a");
        return ring.entries().get(0).sequence();
    }

    private static void add(Journal.Ring ring, String id) {
        add(ring, id, "");
    }

    private static void add(Journal.Ring ring, String id, String transcript) {
        ring.add(sequence -> new FakeEntry(sequence, id, transcript));
    }

    private static List<String> ids(List<SmtpJournal.Entry> entries) {
        return entries.stream().map(SmtpJournal.Entry::sessionId).toList();
    }
}
