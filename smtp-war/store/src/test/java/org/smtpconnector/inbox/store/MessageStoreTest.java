package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.smtpconnector.inbox.search.MessageSearch;

/** The store with its own persistence unit, schema script and database, outside of a container. */
class MessageStoreTest {

    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = StoreFixture.h2(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return fixture.inTransaction(work);
    }

    private long add(SmtpMessage message) {
        return inTransaction(() -> fixture.add(message));
    }

    private byte[] source(long id) throws IOException {
        return fixture.store.open(fixture.store.get(id).orElseThrow(), 0).readAllBytes();
    }

    private List<Long> find(String to, String from, String subject) {
        MessageSearch search = MessageSearch.ALL;
        search = to == null ? search : search.to(to);
        search = from == null ? search : search.from(from);
        search = subject == null ? search : search.subject(subject);
        return fixture.store.find(search, 100).stream().map(StoredMessage::id).toList();
    }

    private int rows(String table) {
        return ((Number) fixture.entityManager
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

        StoredMessage message = fixture.store.get(id).orElseThrow();
        assertThat(message.subject()).isEqualTo("Grüße");
        assertThat(message.from()).isEqualTo("A <a@example.org>");
        assertThat(message.to()).isEqualTo("b@example.org");
        assertThat(message.date()).isEqualTo("today");
        assertThat(message.messageId()).isEqualTo("<1@example.org>");
        assertThat(message.reversePath()).isEqualTo("sender@example.org");
        assertThat(message.recipients()).containsExactly("rcpt@example.com");
        assertThat(message.session().clientAddress()).isEqualTo("127.0.0.1");
        assertThat(message.session().tlsProtocol()).isEqualTo("TLSv1.3");
        assertThat(message.session().user()).isEqualTo("alice");
        assertThat(message.delivery()).isNull();
        assertThat(message.preview()).isEqualTo(".body\uFFFD");
        assertThat(message.size()).isEqualTo(content.length());
        assertThat(source(id)).isEqualTo(content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(fixture.store.header(id).fields()).hasSize(5).first().isEqualTo(new HeaderField("Subject", "Grüße"));
        assertThat(fixture.events).containsExactly(new StoreChanged(StoreChanged.Kind.STORED, List.of(id)));
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
        StoredMessage message = fixture.store.get(id).orElseThrow();
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
        assertThat(fixture.store.get(id).orElseThrow().recipients())
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
        assertThat(fixture.store.find(MessageSearch.ALL, 2))
                .extracting(StoredMessage::id)
                .containsExactly(ids.get(4), ids.get(3));
        assertThat(fixture.store.find(MessageSearch.ALL.before(ids.get(3)), 2))
                .extracting(StoredMessage::id)
                .containsExactly(ids.get(2), ids.get(1));
    }

    @Test
    void deletesAMessageWithAllThatBelongsToIt() {
        long id = add(FakeMessage.of("", "a@b", "x"));
        long other = add(FakeMessage.of("", "c@d", "y"));
        fixture.events.clear();

        assertThat(inTransaction(() -> fixture.remover.delete(id))).isTrue();
        assertThat(inTransaction(() -> fixture.remover.delete(id))).isFalse();

        assertThat(fixture.store.get(id)).isEmpty();
        assertThat(fixture.store.header(id).fields()).isEmpty();
        assertThat(fixture.store.get(other)).isPresent();
        assertThat(rows("smtp_recipient")).isOne();
        assertThat(rows("smtp_chunk")).isOne();
        assertThat(fixture.events).containsExactly(new StoreChanged(StoreChanged.Kind.DELETED, List.of(id)));
    }

    @Test
    void deletesWhatIsFoundInSteps() {
        for (int i = 0; i < MessageRemover.MAX_DELETE + 1; i++) {
            add(FakeMessage.of("", "a@b", "x"));
        }
        long other = add(FakeMessage.of("", "c@d", "x"));
        MessageSearch search = MessageSearch.ALL.to("a@b");
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isEqualTo(MessageRemover.MAX_DELETE);
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isOne();
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isZero();
        assertThat(fixture.store.find(MessageSearch.ALL, 10))
                .extracting(StoredMessage::id)
                .containsExactly(other);
    }

    @Test
    void deletesEveryChunkOfLargeMessagesAndNoOther() {
        byte[] large = new byte[21 * StoredChunk.SIZE + 1];
        long one = add(FakeMessage.of("", "a@b", large));
        long two = add(FakeMessage.of("", "a@b", large));
        long other = add(FakeMessage.of("", "c@d", large));
        MessageSearch search = MessageSearch.ALL.to("a@b");

        // One transaction for each of them.
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isOne();
        assertThat(fixture.store.get(two)).isEmpty();
        assertThat(fixture.store.get(one)).isPresent();
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isOne();
        assertThat(inTransaction(() -> fixture.remover.deleteSome(search))).isZero();

        assertThat(fixture.store.find(MessageSearch.ALL, 10))
                .extracting(StoredMessage::id)
                .containsExactly(other);
        assertThat(rows("smtp_chunk")).isEqualTo(22);
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        long id = add(FakeMessage.of("", "a@b", "x"));
        close();
        open();
        assertThat(fixture.store.get(id)).isPresent();
        assertThat(add(FakeMessage.of("", "a@b", "x"))).isGreaterThan(id);
    }

    /** Whatever the page, no more rows are read than are listed, and none is sorted. */
    @Test
    void listsOverAnIndex() {
        Object plan = fixture.entityManager
                .createNativeQuery("explain select * from smtp_message where outcome = 'ACCEPTED' and id < 100"
                        + " order by outcome desc, id desc fetch first 50 rows only")
                .getSingleResult();
        assertThat(plan.toString()).contains("SMTP_MESSAGE_OUTCOME:", "/* index sorted */");
    }

    /** A former version has put other characters into its index. */
    @Test
    void makesTheIndexOfAFormerVersionAnew() throws IOException {
        long id = add(FakeMessage.of("", "a@b", "Subject: STRASSE\r\n\r\nx"));
        close();
        Path now = directory.resolve("search-2");
        Path former = directory.resolve("search-1");
        Files.move(now, former);
        Files.createDirectory(directory.resolve("search-of-mine"));
        open();
        assertThat(find(null, null, "stra\u00DFe")).containsExactly(id);
        assertThat(former).doesNotExist();
        assertThat(directory.resolve("search-of-mine")).exists();
    }
}
