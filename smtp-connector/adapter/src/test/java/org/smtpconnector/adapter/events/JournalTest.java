package org.smtpconnector.adapter.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            reader.execute(() -> waiting.complete(Thread.currentThread()));
            CompletableFuture<List<SmtpJournal.Entry>> found = read(reader);
            await().until(() -> waiting.get().getState() == Thread.State.TIMED_WAITING);
            journal.close();
            assertThat(found.get(20, TimeUnit.SECONDS)).isEmpty();
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void anEntryThatCannotBeMadeTakesNoNumber() throws Exception {
        Journal.Ring ring = journal.ring("l11", 10, PLENTY);
        assertThatThrownBy(() -> ring.add(sequence -> {
                    throw new IllegalStateException("a test");
                }))
                .isInstanceOf(IllegalStateException.class);
        add(ring, "next");
        assertThat(journal.entriesAfter(0, 10, AT_ONCE))
                .extracting(SmtpJournal.Entry::sequence)
                .containsExactly(1001L);
    }

    /** The loop in the Javadoc of SmtpJournal goes on until the application ends, which may be later. */
    @Test
    void aReaderOfAJournalThatIsClosedWaitsAsBefore() throws Exception {
        add(journal.ring("l7", 10, PLENTY), "kept");
        journal.close();
        assertThat(ids(journal.entriesAfter(0, 10, LONG))).containsExactly("kept");

        AtomicInteger calls = new AtomicInteger();
        Thread reader = new Thread(() -> {
            try {
                while (true) {
                    calls.incrementAndGet();
                    journal.entriesAfter(1001, 10, LONG);
                }
            } catch (InterruptedException e) {
                // the end of the application
            }
        });
        reader.start();
        try {
            await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
            assertThat(calls).hasValue(1);
        } finally {
            reader.interrupt();
            reader.join();
        }
    }

    /** A reader that is far behind, or asks for everything, must not stop the event loops that add entries. */
    @Test
    void theLookForEntriesVisitsNoOthers() throws Exception {
        Journal.Ring ring = journal.ring("l9", 10_000, Long.MAX_VALUE);
        AtomicInteger visits = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            ring.add(sequence -> new CountedEntry(new FakeEntry(sequence, "s", ""), visits).proxy());
        }
        visits.set(0);
        assertThat(journal.entriesAfter(5000, 10, AT_ONCE)).hasSize(10);
        assertThat(visits.get()).isLessThan(100);
    }

    /** Counts how often the number of an entry is looked at. */
    private record CountedEntry(SmtpJournal.Entry entry, AtomicInteger visits) {

        SmtpJournal.Entry proxy() {
            return (SmtpJournal.Entry) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {SmtpJournal.Entry.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("sequence")) {
                            visits.incrementAndGet();
                        }
                        return method.invoke(entry, arguments);
                    });
        }
    }

    /** Numbers are given under the lock, and a reader looks without it: it must never see one and miss the one before. */
    @Test
    void noEntryIsSkippedWhileSeveralListenersAdd() throws Exception {
        int entries = 20_000;
        ExecutorService loops = Executors.newFixedThreadPool(2);
        try {
            for (String name : List.of("la", "lb")) {
                Journal.Ring ring = journal.ring(name, 2 * entries, Long.MAX_VALUE);
                loops.execute(() -> {
                    for (int i = 0; i < entries; i++) {
                        add(ring, "s");
                    }
                });
            }
            long last = 1000;
            while (last < 1000 + 2 * entries) {
                for (SmtpJournal.Entry entry : journal.entriesAfter(last, 7, LONG)) {
                    assertThat(entry.sequence()).isEqualTo(last + 1);
                    last = entry.sequence();
                }
            }
        } finally {
            loops.shutdownNow();
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
