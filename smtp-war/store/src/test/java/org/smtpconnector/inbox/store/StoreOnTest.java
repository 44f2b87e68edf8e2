package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.inbox.corpus.CorpusCase;
import org.smtpconnector.inbox.search.IndexEntry;
import org.smtpconnector.inbox.search.IndexTexts;
import org.smtpconnector.inbox.search.MessageSearch;
import org.smtpconnector.inbox.search.SearchLanguage;

/** The behaviour that must be the same on every database: outcomes, retention, and a schema that grows with what is in it. */
abstract class StoreOnTest extends RulesOnTest {

    private static final MessageSearch ANY = MessageSearch.ALL.ofAnyOutcome();

    private StoreFixture fixture;

    /** A new database without tables. */
    abstract String url() throws Exception;

    abstract StoreFixture open(String url, Path directory);

    /** Likewise, with an index that has not been compared with the database. */
    abstract StoreFixture open(String url, Path directory, StoreFixture.Entries entries);

    /** For the index, and a database in files. */
    @TempDir
    Path directory;

    private void open() throws Exception {
        fixture = open(url(), directory);
    }

    @Override
    StoreFixture opened() throws Exception {
        open();
        return fixture;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private long add(String to) {
        return fixture.inTransaction(() -> fixture.add(FakeMessage.of("a@example.org", to, "Subject: x\r\n\r\ny")));
    }

    private void keep(SmtpJournal.Entry... entries) {
        fixture.inTransaction(() -> {
            fixture.deliveries.keep(List.of(entries));
            return null;
        });
    }

    private List<StoredMessage> find(MessageSearch search) {
        return fixture.store.find(search, 100);
    }

    @Test
    void keepsHowTheTransactionOfAMessageEnded() throws Exception {
        open();
        long id = add("b@example.org");
        String transaction = fixture.store.get(id).orElseThrow().transactionId();
        fixture.entityManager.clear();
        fixture.events.clear();
        keep(FakeEntry.of(transaction, Outcome.ACCEPTED, true), FakeEntry.of(null, Outcome.CLOSED, true));
        keep(FakeEntry.of(transaction, Outcome.ACCEPTED, true));

        StoredDelivery delivery = fixture.store.get(id).orElseThrow().delivery();
        assertThat(delivery.outcome()).isEqualTo("ACCEPTED");
        assertThat(delivery.reply()).isEqualTo("451 4.3.0 Try again");
        assertThat(delivery.beans()).containsExactly("a.FirstBean", "a.SecondBean");
        assertThat(delivery.processing()).isEqualTo(40);
        assertThat(fixture.store.transcript(id)).contains("S: 220 ready\nC: EHLO client.example.org");
        assertThat(fixture.events).containsExactly(new StoreChanged(StoreChanged.Kind.UPDATED, List.of(id)));
    }

    @Test
    void keepsWhatCameToNothingBesideTheMessages() throws Exception {
        open();
        long stored = add("b@example.org");
        keep(
                FakeEntry.of("t-1", Outcome.REFUSED_BY_BEAN, true),
                FakeEntry.of("t-2", Outcome.ROLLED_BACK, true),
                FakeEntry.of("t-3", Outcome.ABORTED, false),
                FakeEntry.of("t-4", Outcome.ABORTED, true),
                FakeEntry.of("t-5", Outcome.ACCEPTED, true));

        assertThat(find(MessageSearch.ALL)).extracting(StoredMessage::id).containsExactly(stored);
        assertThat(find(ANY))
                .extracting(StoredMessage::transactionId)
                .containsOnly(
                        "t-3",
                        "t-2",
                        "t-1",
                        fixture.store.get(stored).orElseThrow().transactionId());
        StoredMessage refused = find(ANY.to("NOBODY@")).get(0);
        assertThat(refused.outcome().name()).isEqualTo("REJECTED");
        assertThat(refused.recipients()).containsExactly("nobody@example.org");
        assertThat(refused.reversePath()).isEqualTo("sender@example.org");
        assertThat(refused.size()).isZero();
        assertThat(fixture.store.transcript(refused.id())).isPresent();

        while (fixture.inTransaction(() -> fixture.remover.deleteSome(ANY)) > 0) {
            // until all are gone
        }
        assertThat(find(ANY)).isEmpty();
        assertThat(fixture.store.transcript(refused.id())).isEmpty();
    }

    @Test
    void keepsTheLastReleaseOfAMessageForAsLongAsTheMessage() throws Exception {
        open();
        long id = add("b@example.org");
        Releases releases = new Releases();
        releases.entityManager = fixture.entityManager;
        Instant time = Instant.ofEpochMilli(1_700_000_000_123L);
        StoredRelease first =
                new StoredRelease(id, time, "mx:25", false, true, List.of("b@example.org"), "450 4.2.0 Later");
        String reply = "250 " + "x".repeat(2000);
        StoredRelease second = new StoredRelease(
                id, time.plusSeconds(1), "mx:25", true, false, List.of("b@example.org", "c@example.org"), reply);
        assertThat(releases.find(id)).isEmpty();
        assertThat(fixture.inTransaction(() -> releases.keep(first) && releases.keep(second)))
                .isTrue();
        fixture.entityManager.clear();

        assertThat(releases.find(id)).hasValueSatisfying(release -> {
            assertThat(release.releasedAt()).isEqualTo(time.plusSeconds(1));
            assertThat(release.accepted()).isTrue();
            assertThat(release.automatic()).isFalse();
            assertThat(release.recipients()).containsExactly("b@example.org", "c@example.org");
            assertThat(release.reply()).startsWith("250 ").hasSizeLessThanOrEqualTo(1000);
        });
        fixture.inTransaction(() -> fixture.remover.delete(id));
        fixture.entityManager.clear();
        assertThat(releases.find(id)).isEmpty();
        assertThat(fixture.inTransaction(() -> releases.keep(first))).isFalse();
    }

    @Test
    void keepsOnlySoManyOctetsAndTheNewest() throws Exception {
        open();
        List<Long> ids = List.of(add("1@b"), add("2@b"), add("3@b"), add("4@b"));
        keep(FakeEntry.of("t-1", Outcome.REFUSED_BY_BEAN, true));
        long size = fixture.store.get(ids.get(0)).orElseThrow().size();
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteLargerThan(4 * size)))
                .isZero();
        // A message that fits in part does not stay.
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteLargerThan(3 * size - 1)))
                .isEqualTo(2);
        assertThat(find(MessageSearch.ALL)).extracting(StoredMessage::id).containsExactly(ids.get(3), ids.get(2));
        assertThat(find(ANY)).hasSize(3);
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteLargerThan(1)))
                .isEqualTo(2);
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteLargerThan(0)))
                .isZero();
        assertThat(find(ANY)).hasSize(1);
    }

    @Test
    void keepsOnlySoManyAndOnlySoLong() throws Exception {
        open();
        List<Long> ids = List.of(add("1@b"), add("2@b"), add("3@b"), add("4@b"));
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteMoreThan(4)))
                .isZero();
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteMoreThan(2)))
                .isEqualTo(2);
        assertThat(find(MessageSearch.ALL)).extracting(StoredMessage::id).containsExactly(ids.get(3), ids.get(2));

        Instant last = fixture.store.get(ids.get(3)).orElseThrow().receivedAt();
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteOlderThan(last.minusSeconds(60))))
                .isZero();
        assertThat(fixture.inTransaction(() -> fixture.remover.deleteOlderThan(last.plusSeconds(1))))
                .isEqualTo(2);
        assertThat(find(MessageSearch.ALL)).isEmpty();
    }

    /** The tables as they were before they had a version, with a message in them. */
    @Test
    void takesOverADatabaseOfBefore() throws Exception {
        String url = url();
        try (Connection connection = StoreFixture.dataSource(url).getConnection();
                Statement statement = connection.createStatement();
                Scanner script =
                        new Scanner(StoreOnTest.class.getResourceAsStream("migration/V1__messages.sql"), "UTF-8")) {
            script.useDelimiter(";\\s*");
            while (script.hasNext()) {
                statement.execute(script.next());
            }
            statement.execute("insert into smtp_message (id, transaction_id, session_id, listener, client_address,"
                    + " client_port, server_address, server_port, helo_name, extended, connected_at, started_at,"
                    + " received_at, reverse_path, body_type, octets, header_subject) values (7, 't', 's', 'default',"
                    + " '::1', 1, '::1', 25, 'h', true, 1, 2, 3, 'Old@Example.org', 'SEVEN_BIT', 0, 'From Before')");
            statement.execute("insert into smtp_recipient values (7, 0, 'First@example.org')");
            statement.execute("insert into smtp_recipient values (7, 1, 'Second@example.org')");
        }
        fixture = open(url, directory);

        for (MessageSearch search : List.of(
                MessageSearch.ALL.subject("from before"),
                MessageSearch.ALL.from("old@"),
                MessageSearch.ALL.to("first@"),
                MessageSearch.ALL.to("second@"))) {
            assertThat(find(search)).extracting(StoredMessage::id).containsExactly(7L);
        }
        assertThat(fixture.store.get(add("b@example.org"))).isPresent();
    }

    private List<Long> idsOf(String text) throws Exception {
        return find(SearchLanguage.parse(text, Instant.now())).stream()
                .map(StoredMessage::id)
                .toList();
    }

    @Test
    void findsWhatIsDeepInTheText() throws Exception {
        open();
        String text = "Subject: long\r\n\r\n" + "Some more words\r\n".repeat(3000) + "needle\r\n";
        long id = fixture.inTransaction(() -> fixture.add(FakeMessage.of("", "a@b", text)));
        add("b@example.org");
        assertThat(idsOf("needle")).containsExactly(id);
        assertThat(idsOf("\"words some more words needle\" subject:long")).containsExactly(id);
        assertThat(idsOf("needles")).isEmpty();
    }

    /** Two servers on one database, each with an index of its own. */
    @Test
    void seesWhatAnotherServerStoresAndDeletes() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        List<Long> own = List.of(add("1@b"), add("2@b"));
        try (StoreFixture other = open(url, directory.resolve("second"))) {
            assertThat(other.store.find(MessageSearch.ALL, 10))
                    .extracting(StoredMessage::id)
                    .containsExactly(own.get(1), own.get(0));
            other.events.clear();
            fixture.events.clear();

            long id = other.inTransaction(
                    () -> other.add(FakeMessage.of("a@b", "3@b", "Subject: x\r\n\r\nfrom the other one")));
            other.inTransaction(() -> other.remover.delete(own.get(0)));
            assertThat(idsOf("\"the other one\"")).isEmpty();
            fixture.index.keep(false);
            assertThat(idsOf("\"the other one\"")).isEmpty();

            fixture.index.keep(true);
            assertThat(idsOf("\"the other one\"")).containsExactly(id);
            assertThat(fixture.store.count(MessageSearch.ALL)).isEqualTo(2);
            assertThat(fixture.events)
                    .containsExactlyInAnyOrder(
                            new StoreChanged(StoreChanged.Kind.STORED, List.of(id)),
                            new StoreChanged(StoreChanged.Kind.DELETED, List.of(own.get(0))));
            fixture.events.clear();
            fixture.index.keep(true);
            other.index.keep(true);
            assertThat(fixture.events).isEmpty();
            assertThat(other.store.count(MessageSearch.ALL)).isEqualTo(2);
        }
    }

    /** The outcome of a commit that failed is not known: here it was done. */
    @Test
    void looksAgainAfterATransactionThatFailed() throws Exception {
        open();
        fixture.inTransaction(() -> {
            long id = fixture.add(FakeMessage.of("a@b", "lost@b", "Subject: x\r\n\r\ny"));
            fixture.missWhatFollows();
            return id;
        });
        assertThat(find(MessageSearch.ALL.to("lost@"))).isEmpty();
        fixture.index.keep(false);
        assertThat(find(MessageSearch.ALL.to("lost@"))).isEmpty();
        fixture.index.notStored(null);
        fixture.index.keep(false);
        assertThat(find(MessageSearch.ALL.to("lost@"))).hasSize(1);
    }

    @Test
    void anIndexThatIsGoneIsMadeAnew() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ids.add(0, add("a@b"));
        }
        fixture.close();
        fixture = open(url, directory.resolve("second"));
        MessageSearch search = MessageSearch.ALL.subject("x");
        assertThat(find(search)).extracting(StoredMessage::id).isEqualTo(ids.subList(0, 100));
        assertThat(fixture.store.count(search)).isEqualTo(120);
        assertThat(fixture.events)
                .allMatch(event -> ((StoreChanged) event).kind().equals(StoreChanged.Kind.INDEXED));
    }

    /** As after a kill: the database has every message, and the index none. */
    @Test
    void listsAndCountsWhatTheIndexDoesNotHave() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(0, add("a@b"));
        }
        keep(FakeEntry.of("t-1", Outcome.REFUSED_BY_BEAN, true), FakeEntry.of("t-2", Outcome.ROLLED_BACK, true));
        fixture.close();
        fixture = open(url, directory.resolve("second"), new StoreFixture.Entries());

        assertThat(find(MessageSearch.ALL)).extracting(StoredMessage::id).isEqualTo(ids);
        assertThat(find(MessageSearch.ALL))
                .allMatch(message -> message.recipients().equals(List.of("a@b")));
        assertThat(fixture.store.find(MessageSearch.ALL.before(ids.get(0)), 2))
                .extracting(StoredMessage::id)
                .isEqualTo(ids.subList(1, 3));
        assertThat(find(MessageSearch.ALL.after(ids.get(2))))
                .extracting(StoredMessage::id)
                .isEqualTo(ids.subList(0, 2));
        assertThat(find(MessageSearch.ALL.after(ids.get(3)).before(ids.get(0))))
                .extracting(StoredMessage::id)
                .isEqualTo(ids.subList(1, 3));
        assertThat(find(MessageSearch.ALL.after(Long.MAX_VALUE))).isEmpty();
        MessageSearch refused = SearchLanguage.parse("is:rejected", Instant.now());
        assertThat(find(refused)).extracting(StoredMessage::transactionId).containsExactly("t-2", "t-1");
        assertThat(find(ANY)).extracting(StoredMessage::id).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(fixture.store.find(ANY, 5)).hasSize(5);
        assertThat(fixture.store.count(MessageSearch.ALL)).isEqualTo(4);
        assertThat(fixture.store.count(refused)).isEqualTo(2);
        assertThat(fixture.store.count(ANY)).isEqualTo(6);
        assertThat(fixture.store.progress(MessageSearch.ALL)).isEmpty();
        assertThat(fixture.store.progress(MessageSearch.ALL.subject("x"))).contains(new SearchProgress(0, 6));
        while (fixture.inTransaction(() -> fixture.remover.deleteSome(ANY)) > 0) {
            // until all are gone
        }
        assertThat(fixture.store.count(ANY)).isZero();
    }

    /** Mail that comes between any two steps does not keep the index from getting to the oldest message. */
    @Test
    void catchesUpWhileMailComes() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        int old = 3 * IndexComparison.AT_ONCE;
        for (int i = 0; i < old; i++) {
            add("old@b");
        }
        fixture.close();
        MessageSearch search = MessageSearch.ALL.to("old@b");
        List<SearchProgress> progress = new ArrayList<>();
        fixture = open(url, directory.resolve("second"), new StoreFixture.Entries() {
            @Override
            public List<IndexEntry> entries(List<Long> ids) {
                add("new@b");
                progress.add(fixture.store.progress(search).orElseThrow());
                return super.entries(ids);
            }
        });
        fixture.index.keep(false);

        assertThat(progress)
                .containsExactly(
                        new SearchProgress(1, old + 1),
                        new SearchProgress(52, old + 2),
                        new SearchProgress(103, old + 3));
        assertThat(fixture.store.progress(search)).isEmpty();
        assertThat(fixture.store.count(search)).isEqualTo(old);
        assertThat(fixture.store.count(MessageSearch.ALL.to("new@b"))).isEqualTo(3);
        assertThat(fixture.events.stream()
                        .map(StoreChanged.class::cast)
                        .filter(event -> event.kind() == StoreChanged.Kind.INDEXED)
                        .mapToInt(event -> event.ids().size())
                        .sum())
                .isEqualTo(old);
    }

    /** A start does not wait for an index that has much to learn. */
    @Test
    void goesOnLaterWithWhatTakesTooLong() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        add("a@b");
        fixture.close();
        MessageSearch search = MessageSearch.ALL.to("a@b");
        fixture = open(url, directory.resolve("second"), new StoreFixture.Entries());
        fixture.index.keep(false, Duration.ZERO);
        assertThat(fixture.store.progress(search)).contains(new SearchProgress(0, 1));
        fixture.index.keep(false, Duration.ofMinutes(1));
        assertThat(fixture.store.progress(search)).isEmpty();
        assertThat(fixture.store.count(search)).isOne();
    }

    /** A failed transaction makes no search incomplete; one that was committed nevertheless does. */
    @Test
    void saysOnlyWhatIsMissing() throws Exception {
        open();
        MessageSearch search = MessageSearch.ALL.subject("x");
        add("a@b");
        fixture.index.notStored(null);
        assertThat(fixture.store.progress(search)).isEmpty();
        fixture.inTransaction(() -> {
            long id = fixture.add(FakeMessage.of("a@b", "lost@b", "Subject: x\r\n\r\ny"));
            fixture.missWhatFollows();
            return id;
        });
        assertThat(fixture.store.progress(search)).contains(new SearchProgress(1, 2));
        fixture.index.keep(false);
        assertThat(fixture.store.progress(search)).isEmpty();
    }

    /** The message goes after its entry was read for the index, and before the entry is put. */
    @Test
    void doesNotFindWhatWasDeletedWhileTheIndexCaughtUp() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        List<Long> ids = List.of(add("1@b"), add("2@b"));
        fixture.close();
        fixture = open(url, directory.resolve("second"), new StoreFixture.Entries() {
            @Override
            public List<IndexEntry> entries(List<Long> wanted) {
                List<IndexEntry> entries = super.entries(wanted);
                fixture.inTransaction(() -> fixture.remover.delete(ids.get(0)));
                return entries;
            }
        });
        fixture.index.keep(false);

        assertThat(fixture.store.count(MessageSearch.ALL.subject("x"))).isOne();
        assertThat(find(MessageSearch.ALL.subject("x")))
                .extracting(StoredMessage::id)
                .containsExactly(ids.get(1));
    }

    /** The observer of the transaction that stored a message comes after that of the one that deleted it. */
    @Test
    void doesNotFindWhatWasDeletedBeforeItsTransactionTold() throws Exception {
        open();
        long id = add("b@example.org");
        IndexEntry entry = fixture.store.get(id).orElseThrow().indexEntry(List.of("b@example.org"), "");
        fixture.inTransaction(() -> fixture.remover.delete(id));
        fixture.index.stored(new MessageStored(entry));
        assertThat(fixture.store.count(MessageSearch.ALL.subject("x"))).isZero();
    }

    /** A page is full as long as there are messages to fill it, whatever another server has deleted. */
    @Test
    void fillsAPageAlthoughTheIndexHasWhatIsGone() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(0, add("a@b"));
        }
        try (StoreFixture other = open(url, directory.resolve("second"))) {
            for (long id : ids.subList(0, 3)) {
                other.inTransaction(() -> other.remover.delete(id));
            }
        }
        MessageSearch search = MessageSearch.ALL.subject("x");
        assertThat(fixture.store.find(search, 3)).extracting(StoredMessage::id).isEqualTo(ids.subList(3, 6));
        assertThat(fixture.store.count(search)).isEqualTo(3);
    }

    /** The columns and the index were written by a version that read messages in another way. */
    @Test
    void messagesAreReadAnewWithAnIndexOfANewVersion() throws Exception {
        String url = url();
        fixture = open(url, directory.resolve("first"));
        String source = "Subject: =?iso-8859-1?Q?50_=80?=\r\nTo: Anna <anna@example.org>\r\n"
                + "Content-Type: text\r\n\r\nhello";
        long id = fixture.inTransaction(() -> fixture.add(FakeMessage.of("", "a@b", source)));
        fixture.close();
        try (Connection connection = StoreFixture.dataSource(url).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update smtp_message set header_subject = 'x', header_to = null,"
                            + " preview = '', attachments = 1"))
                    .isEqualTo(1);
        }
        Path former = Files.createDirectories(directory.resolve("second/search-1"));
        Files.createFile(former.resolve("segments_1"));

        fixture = open(url, directory.resolve("second"));
        StoredMessage read = fixture.store.get(id).orElseThrow();
        assertThat(read.subject()).isEqualTo("50 €");
        assertThat(read.to()).isEqualTo("Anna <anna@example.org>");
        assertThat(read.preview()).isEqualTo("hello");
        assertThat(read.attachments()).isZero();
        assertThat(idsOf("hello subject:€ to:anna")).containsExactly(id);
        assertThat(idsOf("has:attachment")).isEmpty();
        assertThat(former).doesNotExist();
    }

    /** The database and the index have the values that {@link ContentCorpusTest} expects of the reader. */
    @Test
    void storesTheCorpusAsItIsRead() throws Exception {
        open();
        for (CorpusCase expected : CorpusCase.all(ContentCorpusTest.class).toList()) {
            byte[] octets = expected.message();
            long id = fixture.inTransaction(() -> fixture.add(FakeMessage.of("a@b", "b@b", octets)));
            StoredMessage stored = fixture.store.get(id).orElseThrow();
            fixture.entityManager.clear();
            if (expected.tells("subject")) {
                assertThat(stored.subject()).as("%s", expected).isEqualTo(expected.value("subject"));
            }
            if (expected.value("text") != null) {
                String line = IndexTexts.oneLine(expected.value("text"), StoredMessage.MAX_PREVIEW);
                assertThat(stored.preview()).as("%s", expected).isEqualTo(line);
                assertThat(idsOf('"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"'))
                        .as("%s", expected)
                        .contains(id);
            }
        }
    }
}
