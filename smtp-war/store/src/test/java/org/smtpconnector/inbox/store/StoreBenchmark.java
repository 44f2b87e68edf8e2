package org.smtpconnector.inbox.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.inbox.mime.MessageContent;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.search.SearchLanguage;

/**
 * The times that listing, searching and opening take with many messages in the store, on H2 and on PostgreSQL. Not a test:
 * {@code ./mvnw -Pstore-benchmark test-compile -pl smtp-war/store -am} runs it.
 */
public final class StoreBenchmark {

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 100;
    private static final int AT_ONCE = 500;

    /** Octets of most messages, and of every hundredth. */
    private static final int SHORT = 2000;

    private static final int LONG = 60_000;

    private final StoreFixture store;
    private final int messages;

    private StoreBenchmark(StoreFixture store, int messages) {
        this.store = store;
        this.messages = messages;
    }

    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        Path directory = Files.createTempDirectory("store-benchmark");
        System.out.println("H2");
        run(() -> StoreFixture.h2(directory), directory, messages);
        Path other = Files.createTempDirectory("store-benchmark");
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            System.out.println("PostgreSQL");
            run(() -> StoreFixture.postgres(server.getJdbcUrl("postgres", "postgres"), other), other, messages);
        }
    }

    private static void run(Callable<StoreFixture> opener, Path index, int messages) throws Exception {
        try (StoreFixture store = opener.call()) {
            long begin = System.nanoTime();
            new StoreBenchmark(store, messages).fill();
            System.out.printf("  fill: %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
        }
        long before = heap();
        long begin = System.nanoTime();
        try (StoreFixture store = opener.call()) {
            System.out.printf("  start, and compare the index: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
            new StoreBenchmark(store, messages).measure();
            System.out.printf(
                    "  on the heap, more than before it was opened: %d KiB; index on the disk: %d MiB%n",
                    (heap() - before) / 1024, size(index) / (1024 * 1024));
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().contains("search-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private void fill() {
        Random random = new Random(1);
        for (int first = 0; first < messages; first += AT_ONCE) {
            int from = first;
            store.inTransaction(() -> {
                for (int i = from; i < Math.min(from + AT_ONCE, messages); i++) {
                    byte[] content = content(i, random);
                    store.add(FakeMessage.of(
                            SmtpAddress.of("sender" + i % 1000 + "@example.org"),
                            java.util.List.of(SmtpAddress.of("user" + i % 5000 + "@example.com")),
                            content.length,
                            () -> new ByteArrayInputStream(content)));
                }
                return null;
            });
            store.index.keep(false);
        }
    }

    private static byte[] content(int number, Random random) {
        StringBuilder text = new StringBuilder(
                        "From: Sender <sender@example.org>\r\nTo: user@example.com\r\nSubject: Message ")
                .append(number)
                .append("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        int length = number % 100 == 0 ? LONG : SHORT;
        while (text.length() < length) {
            text.append(Integer.toString(random.nextInt(50_000), Character.MAX_RADIX))
                    .append(' ');
        }
        text.append("the end of number ").append(number);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void measure() throws Exception {
        long middle = store.store.find(MessageSearch.ALL, 1).get(0).id() / 2;
        time("list the newest 50", () -> store.store.find(MessageSearch.ALL, 50));
        time("list 50 in the middle", () -> store.store.find(MessageSearch.ALL.before(middle), 50));
        time("count all", () -> store.store.count(MessageSearch.ALL));
        search("from:sender77@");
        search("to:user4999@");
        search("subject:\"message 5\"");
        search("message 99999");
        search("nowhere-to-be-found");
        search("\"the end of number 0 the end\"");
        search("\"end of number " + messages / 3 + "\"");
        search("\"end of number " + (messages / 200 * 100) + "\"");
        search("e");
        search("~");
        search("larger:1M has:attachment");
        search("larger:10K from:sender700@");
        search("after:1h zz");
        time("count the end of number", () -> store.store.count(parse("\"the end of number\"")));
        time("count nowhere-to-be-found", () -> store.store.count(parse("nowhere-to-be-found")));
        time("compare index and database", () -> {
            store.index.keep(true);
            return true;
        });
        time("open a message", () -> {
            StoredMessage message = store.store.get(middle).orElseThrow();
            try (InputStream source = store.store.open(message, 0)) {
                return MessageContent.read(source, MessageContent.MAX_TEXT);
            }
        });
    }

    private void search(String text) throws Exception {
        time("search " + text, () -> store.store.find(parse(text), 50));
    }

    private static MessageSearch parse(String text) throws Exception {
        return SearchLanguage.parse(text, Instant.now());
    }

    private void time(String what, Callable<?> work) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            store.entityManager.clear();
            work.call();
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            store.entityManager.clear();
            long begin = System.nanoTime();
            if (work.call() == null) {
                throw new IOException("Nothing");
            }
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "  %-46s p50 %7.1f ms, p99 %7.1f ms, max %7.1f ms%n",
                what, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100 - 1] / 1e6, nanos[ROUNDS - 1] / 1e6);
    }
}
