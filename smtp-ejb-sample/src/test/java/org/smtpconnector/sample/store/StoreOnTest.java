package org.smtpconnector.sample.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.sample.search.MessageSearch;

/** What must be the same on every database: outcomes, retention, and a schema that grows with what is in it. */
abstract class StoreOnTest {

    private static final MessageSearch ANY = MessageSearch.ALL.ofAnyOutcome();

    private StoreFixture fixture;

    /** A new database without tables. */
    abstract String url() throws Exception;

    abstract StoreFixture open(String url);

    private void open() throws Exception {
        fixture = open(url());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private long add(String to) {
        return fixture.inTransaction(
                () -> fixture.writer.add(FakeMessage.of("a@example.org", to, "Subject: x\r\n\r\ny")));
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
        fixture = open(url);

        for (MessageSearch search : List.of(
                MessageSearch.ALL.subject("from before"),
                MessageSearch.ALL.from("old@"),
                MessageSearch.ALL.to("first@"),
                MessageSearch.ALL.to("second@"))) {
            assertThat(find(search)).extracting(StoredMessage::id).containsExactly(7L);
        }
        assertThat(fixture.store.get(add("b@example.org"))).isPresent();
    }
}
