package org.smtpconnector.sample.store;

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
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.sample.mime.MessageContent;
import org.smtpconnector.sample.search.MessageSearch;
import org.smtpconnector.sample.search.SearchLanguage;

/**
 * How long listing, searching and opening take with many messages in the store, on H2 and on PostgreSQL. Not a test:
 * {@code ./mvnw -Pstore-benchmark test-compile -pl smtp-ejb-sample -am} runs it.
 */
public final class StoreBenchmark {

    private static final int ROUNDS = 30;
    private static final int AT_ONCE = 500;

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
        run(() -> StoreFixture.h2(directory), messages);
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            System.out.println("PostgreSQL");
            run(() -> StoreFixture.postgres(server.getJdbcUrl("postgres", "postgres")), messages);
        }
    }

    private static void run(Callable<StoreFixture> opener, int messages) throws Exception {
        try (StoreFixture store = opener.call()) {
            long begin = System.nanoTime();
            new StoreBenchmark(store, messages).fill();
            System.out.printf("  fill: %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
        }
        long begin = System.nanoTime();
        try (StoreFixture store = opener.call()) {
            System.out.printf("  start and load the index: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
            new StoreBenchmark(store, messages).measure();
        }
    }

    private void fill() {
        Random random = new Random(1);
        for (int first = 0; first < messages; first += AT_ONCE) {
            int from = first;
            store.inTransaction(() -> {
                for (int i = from; i < Math.min(from + AT_ONCE, messages); i++) {
                    byte[] content = content(i, random);
                    store.writer.add(FakeMessage.of(
                            SmtpAddress.of("sender" + i % 1000 + "@example.org"),
                            java.util.List.of(SmtpAddress.of("user" + i % 5000 + "@example.com")),
                            content.length,
                            () -> new ByteArrayInputStream(content)));
                }
                return null;
            });
        }
    }

    private static byte[] content(int number, Random random) {
        StringBuilder text = new StringBuilder(
                        "From: Sender <sender@example.org>\r\nTo: user@example.com\r\nSubject: Message ")
                .append(number)
                .append("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
        while (text.length() < 2000) {
            text.append(Integer.toString(random.nextInt(50_000), Character.MAX_RADIX))
                    .append(' ');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void measure() throws Exception {
        long middle = store.store.find(MessageSearch.ALL, 1).get(0).id() / 2;
        time("list the newest 50", () -> store.store.find(MessageSearch.ALL, 50));
        time("list 50 in the middle", () -> store.store.find(MessageSearch.ALL.before(middle), 50));
        search("from:sender77@");
        search("to:user4999@");
        search("subject:\"message 5\"");
        search("message 99999");
        search("nowhere-to-be-found");
        search("larger:1M has:attachment");
        search("after:1h zz");
        time("count nowhere-to-be-found", () -> store.store.count(parse("nowhere-to-be-found")));
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
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            store.entityManager.clear();
            long begin = System.nanoTime();
            if (work.call() == null) {
                throw new IOException("Nothing");
            }
            nanos[i] = System.nanoTime() - begin;
        }
        long first = nanos[0];
        Arrays.sort(nanos);
        System.out.printf(
                "  %-32s first %7.1f ms, median %7.1f ms, longest %7.1f ms%n",
                what, first / 1e6, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS - 1] / 1e6);
    }
}
