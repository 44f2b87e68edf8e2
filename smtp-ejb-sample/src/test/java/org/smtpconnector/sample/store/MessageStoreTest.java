package org.smtpconnector.sample.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpMessage;

/** The store with its own persistence unit, schema script and database, outside of a container. */
class MessageStoreTest {

    @TempDir
    Path directory;

    private final List<Object> events = new ArrayList<>();
    private EntityManagerFactory factory;
    private MessageStore store;

    @BeforeEach
    void open() {
        factory = Persistence.createEntityManagerFactory(
                "inbox",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.jdbc.driver", "org.h2.Driver",
                        "jakarta.persistence.jdbc.url",
                                StoreDataSource.h2(directory.toString()).replace(";DB_CLOSE_ON_EXIT=FALSE", "")));
        store = new MessageStore(recorder(), recorder());
        store.entityManager = factory.createEntityManager();
    }

    @AfterEach
    void close() {
        store.entityManager.close();
        factory.close();
    }

    @SuppressWarnings("unchecked")
    private <T> Event<T> recorder() {
        return (Event<T>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    events.add(arguments[0]);
                    return null;
                });
    }

    private <T> T inTransaction(Supplier<T> work) {
        EntityTransaction transaction = store.entityManager.getTransaction();
        transaction.begin();
        try {
            T result = work.get();
            transaction.commit();
            return result;
        } finally {
            if (transaction.isActive()) {
                transaction.rollback();
            }
            store.entityManager.clear();
        }
    }

    private long add(SmtpMessage message) {
        return inTransaction(() -> store.add(message));
    }

    private byte[] source(long id) throws IOException {
        return store.open(store.get(id).orElseThrow(), 0).readAllBytes();
    }

    private List<Long> find(String to, String from, String subject) {
        return store.find(new MessageSearch(to, from, subject, null), 100).stream()
                .map(StoredMessage::id)
                .toList();
    }

    private int rows(String table) {
        return ((Number) store.entityManager
                        .createNativeQuery("select count(*) from " + table)
                        .getSingleResult())
                .intValue();
    }

    @Test
    void givesBackWhatWasStored() throws IOException {
        String content =
                """
                Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
                From: A <a@example.org>
                To: b@example.org
                Date: today
                Message-ID: <1@example.org>

                .body\0
                """
                        .replace("\n", "\r\n");
        long id = add(FakeMessage.of("sender@example.org", "rcpt@example.com", content));

        StoredMessage message = store.get(id).orElseThrow();
        assertThat(message.subject()).isEqualTo("Grüße");
        assertThat(message.from()).isEqualTo("A <a@example.org>");
        assertThat(message.to()).isEqualTo("b@example.org");
        assertThat(message.date()).isEqualTo("today");
        assertThat(message.messageId()).isEqualTo("<1@example.org>");
        assertThat(message.reversePath()).isEqualTo("sender@example.org");
        assertThat(message.recipients()).containsExactly("rcpt@example.com");
        assertThat(message.clientAddress()).isEqualTo("127.0.0.1");
        assertThat(message.size()).isEqualTo(content.length());
        assertThat(source(id)).isEqualTo(content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(store.header(id)).hasSize(5).first().isEqualTo(new HeaderField("Subject", "Grüße"));
        assertThat(events).containsExactly(new MessageStored(id));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, StoredChunk.SIZE - 1, StoredChunk.SIZE, StoredChunk.SIZE + 1, 3 * StoredChunk.SIZE})
    void keepsEveryOctetOfAnySize(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        long id = add(FakeMessage.of("", "rcpt@example.com", content));
        assertThat(source(id)).isEqualTo(content);
        assertThat(rows("smtp_chunk")).isEqualTo((size + StoredChunk.SIZE - 1) / StoredChunk.SIZE);
    }

    @Test
    void storesWhatIsTooLongForItsColumn() {
        long id = add(FakeMessage.of(
                "x".repeat(3000) + "@example.org", "rcpt@example.com", "Subject: " + "s".repeat(10_000) + "\r\n\r\n"));
        StoredMessage message = store.get(id).orElseThrow();
        assertThat(message.reversePath()).hasSize(StoredMessage.MAX_ADDRESS);
        assertThat(message.subject()).hasSize(2000);
    }

    @Test
    void keepsTheOrderOfManyRecipients() {
        List<SmtpAddress> recipients = IntStream.range(0, 1000)
                .mapToObj(i -> SmtpAddress.of("r" + (i * 7919 % 1000) + "@example.com"))
                .toList();
        byte[] content = new byte[0];
        long id = add(FakeMessage.of(SmtpAddress.NULL, recipients, 0, () -> new ByteArrayInputStream(content)));
        assertThat(store.get(id).orElseThrow().recipients())
                .containsExactlyElementsOf(
                        recipients.stream().map(SmtpAddress::toString).toList());
    }

    @Test
    void leavesNothingIfTheContentIsNotOfItsSize() {
        SmtpMessage lying = FakeMessage.of(
                SmtpAddress.NULL, List.of(SmtpAddress.of("a@b")), 5, () -> new ByteArrayInputStream(new byte[4]));
        assertThatThrownBy(() -> add(lying))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessageContaining("4 octets");
        assertThat(rows("smtp_message")).isZero();
        assertThat(rows("smtp_recipient")).isZero();
        assertThat(rows("smtp_chunk")).isZero();
    }

    @Test
    void findsByPartsInWhateverCase() {
        long one = add(FakeMessage.of(
                "Alice@Example.org",
                "one@example.com",
                "Subject: Größe 100%\r\n\r\n".replace("ö", "\u00C3\u00B6").replace("ß", "\u00C3\u009F")));
        long two = add(FakeMessage.of("", "TWO@example.com", "To: list@example.net\r\nFrom: bob@example.org\r\n\r\n"));

        assertThat(find(null, null, null)).containsExactly(two, one);
        assertThat(find("one@", null, null)).containsExactly(one);
        assertThat(find("two@EXAMPLE", null, null)).containsExactly(two);
        assertThat(find("LIST@", null, null)).containsExactly(two);
        assertThat(find(null, "alice", null)).containsExactly(one);
        assertThat(find(null, "BOB", null)).containsExactly(two);
        assertThat(find(null, null, "GRÖß")).containsExactly(one);
        assertThat(find(null, null, "0%")).containsExactly(one);
        assertThat(find(null, null, "%0")).isEmpty();
        assertThat(find("one", "bob", null)).isEmpty();
        assertThat(find("' or 1=1 --", null, null)).isEmpty();
    }

    @Test
    void pagesByIdNewestFirst() {
        List<Long> ids = IntStream.range(0, 5)
                .mapToObj(i -> add(FakeMessage.of("", "a@b", "x")))
                .toList();
        assertThat(store.find(MessageSearch.ALL, 2))
                .extracting(StoredMessage::id)
                .containsExactly(ids.get(4), ids.get(3));
        assertThat(store.find(new MessageSearch(null, null, null, ids.get(3)), 2))
                .extracting(StoredMessage::id)
                .containsExactly(ids.get(2), ids.get(1));
    }

    @Test
    void deletesAMessageWithAllThatBelongsToIt() {
        long id = add(FakeMessage.of("", "a@b", "x"));
        long other = add(FakeMessage.of("", "c@d", "y"));
        events.clear();

        assertThat(inTransaction(() -> store.delete(id))).isTrue();
        assertThat(inTransaction(() -> store.delete(id))).isFalse();

        assertThat(store.get(id)).isEmpty();
        assertThat(store.header(id)).isEmpty();
        assertThat(store.get(other)).isPresent();
        assertThat(rows("smtp_recipient")).isOne();
        assertThat(rows("smtp_chunk")).isOne();
        assertThat(events).containsExactly(new MessagesDeleted(List.of(id)));
    }

    @Test
    void deletesWhatIsFoundInSteps() {
        for (int i = 0; i < MessageStore.MAX_DELETE + 1; i++) {
            add(FakeMessage.of("", "a@b", "x"));
        }
        long other = add(FakeMessage.of("", "c@d", "x"));
        MessageSearch search = new MessageSearch("a@b", null, null, null);
        assertThat(inTransaction(() -> store.deleteSome(search))).isEqualTo(MessageStore.MAX_DELETE);
        assertThat(inTransaction(() -> store.deleteSome(search))).isOne();
        assertThat(inTransaction(() -> store.deleteSome(search))).isZero();
        assertThat(store.find(MessageSearch.ALL, 10))
                .extracting(StoredMessage::id)
                .containsExactly(other);
    }

    @Test
    void deletesEveryChunkOfLargeMessagesAndNoOther() {
        byte[] large = new byte[21 * StoredChunk.SIZE + 1];
        long one = add(FakeMessage.of("", "a@b", large));
        long two = add(FakeMessage.of("", "a@b", large));
        long other = add(FakeMessage.of("", "c@d", large));
        MessageSearch search = new MessageSearch("a@b", null, null, null);

        // One transaction for each of them.
        assertThat(inTransaction(() -> store.deleteSome(search))).isOne();
        assertThat(store.get(two)).isEmpty();
        assertThat(store.get(one)).isPresent();
        assertThat(inTransaction(() -> store.deleteSome(search))).isOne();
        assertThat(inTransaction(() -> store.deleteSome(search))).isZero();

        assertThat(store.find(MessageSearch.ALL, 10))
                .extracting(StoredMessage::id)
                .containsExactly(other);
        assertThat(rows("smtp_chunk")).isEqualTo(22);
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        long id = add(FakeMessage.of("", "a@b", "x"));
        close();
        open();
        assertThat(store.get(id)).isPresent();
        assertThat(add(FakeMessage.of("", "a@b", "x"))).isGreaterThan(id);
    }
}
