package org.smtpconnector.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.inbox.rules.Rule;
import org.smtpconnector.inbox.rules.Rules;
import org.smtpconnector.inbox.search.MessageSearch;

/** The rules in a database, and the transactions that came to nothing because of them. */
abstract class RulesOnTest {

    /** Opens the store of the test. */
    abstract StoreFixture opened() throws Exception;

    private static void keep(StoreFixture fixture, SmtpJournal.Entry... entries) {
        fixture.inTransaction(() -> {
            fixture.deliveries.keep(List.of(entries));
            return null;
        });
    }

    @Test
    void aMessageWhoseClientWentAwayIsListedWithTheReason() throws Exception {
        StoreFixture fixture = opened();
        keep(
                fixture,
                FakeEntry.of("t-1", Outcome.DISCONNECTED, true, 100),
                FakeEntry.of("t-2", Outcome.SHUT_DOWN, true, 100),
                FakeEntry.of("t-3", Outcome.DISCONNECTED, true, 0),
                FakeEntry.of("t-4", Outcome.ABORTED, true, 100));

        List<StoredMessage> found = fixture.store.find(MessageSearch.ALL.ofAnyOutcome(), 10);
        assertThat(found).extracting(StoredMessage::transactionId).containsExactly("t-2", "t-1");
        assertThat(found).allSatisfy(message -> assertThat(message.outcome())
                .isEqualTo(org.smtpconnector.inbox.search.Outcome.FAILED));
        assertThat(found.get(1).delivery().outcome()).isEqualTo("DISCONNECTED");
    }

    @Test
    void aTransactionThatARuleHitNamesTheRule() throws Exception {
        StoreFixture fixture = opened();
        fixture.hits.add("t-1", "Greylist");
        fixture.hits.add("t-1", "Slow");
        fixture.hits.add("t-2", "Unplugged");
        keep(
                fixture,
                FakeEntry.of("t-1", Outcome.REFUSED_BY_BEAN, true),
                FakeEntry.of("t-2", Outcome.DISCONNECTED, true),
                FakeEntry.of("t-3", Outcome.ROLLED_BACK, true));

        assertThat(fixture.store.find(MessageSearch.ALL.ofAnyOutcome(), 10))
                .extracting(message -> message.delivery().rules())
                .containsExactly(List.of(), List.of("Unplugged"), List.of("Greylist", "Slow"));
    }

    @Test
    void aRuleIsReadAsItWasWritten() throws Exception {
        StoreFixture fixture = opened();
        Rule full = Rules.rule(
                "name",
                "Greylist Ä",
                "stage",
                "body",
                "sender",
                "<>,*@a.example",
                "recipient",
                "*@b.example",
                "subject",
                "*, urgent*",
                "reply",
                "451 4.7.1 Later",
                "delay",
                "1500ms",
                "percent",
                "50",
                "times",
                "3");
        Rule drop = Rules.rule("name", "Unplugged", "stage", "connect", "drop", "true", "enabled", "false");
        long first = fixture.inTransaction(() -> fixture.rules.add(full)).orElseThrow();
        long second = fixture.inTransaction(() -> fixture.rules.add(drop)).orElseThrow();
        assertThat(fixture.inTransaction(fixture.rules::all)).containsExactly(entry(first, full), entry(second, drop));

        assertThat(fixture.inTransaction(() -> fixture.rules.replace(first, drop)))
                .isTrue();
        assertThat(fixture.inTransaction(() -> fixture.rules.replace(second + 1, full)))
                .isFalse();
        assertThat(fixture.inTransaction(() -> fixture.rules.delete(second))).isTrue();
        assertThat(fixture.inTransaction(() -> fixture.rules.delete(second))).isFalse();
        assertThat(fixture.inTransaction(fixture.rules::all)).containsExactly(entry(first, drop));
    }

    @Test
    void thereIsAMostOfRules() throws Exception {
        StoreFixture fixture = opened();
        Rule rule = Rules.rule("name", "x", "stage", "auth", "drop", "true");
        for (int i = 0; i < StoredRules.MAX_RULES; i++) {
            assertThat(fixture.inTransaction(() -> fixture.rules.add(rule))).isPresent();
        }
        assertThat(fixture.inTransaction(() -> fixture.rules.add(rule))).isEmpty();
    }
}
