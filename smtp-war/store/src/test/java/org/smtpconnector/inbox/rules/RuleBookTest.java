package org.smtpconnector.inbox.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpRejectedException;
import org.smtpconnector.api.SmtpSession;
import org.smtpconnector.api.SmtpTransaction;

class RuleBookTest {

    /** The delays and closes that were asked for. */
    private final List<String> asked = new ArrayList<>();

    private final RuleHits hits = new RuleHits();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger chance = new AtomicInteger();
    private final RuleBook book = book(Map.of());

    private RuleBook book(Map<String, String> values) {
        return Rules.book(values, hits, changes::incrementAndGet, bound -> chance.get());
    }

    private final SmtpSession session = fake(SmtpSession.class, "s");
    private final SmtpTransaction transaction = fake(SmtpTransaction.class, "s-1");

    private <T> T fake(Class<T> type, String id) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> id;
                    case "delayReply" -> {
                        asked.add("delay " + arguments[0]);
                        yield null;
                    }
                    case "dropConnection" -> {
                        asked.add("drop");
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.toString());
                }));
    }

    private static Attempt rcpt(String sender, String... recipients) {
        return Attempt.of(
                Stage.RCPT,
                SmtpAddress.of(sender),
                List.of(recipients).stream().map(SmtpAddress::of).toList());
    }

    /** Returns the reply of the rule that refused, or {@code none}. */
    private String apply(RuleBook rules, Attempt attempt) {
        try {
            rules.apply(session, transaction, attempt);
            return "none";
        } catch (SmtpRejectedException e) {
            return e.reply().toString().strip();
        }
    }

    private String apply(Attempt attempt) {
        return apply(book, attempt);
    }

    private void store(Rule... rules) {
        Map<Long, Rule> stored = new LinkedHashMap<>();
        for (Rule rule : rules) {
            stored.put(stored.size() + 1L, rule);
        }
        book.replaceStored(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "a@a.example, x@b.example, 451 4.7.1 Later",
        "a@a.example, x@c.example, none",
        "a@c.example, x@b.example, none",
        "'', x@b.example, none",
    })
    void allPatternsMustFit(String sender, String recipient, String reply) {
        store(Rules.rule(
                "name",
                "x",
                "stage",
                "rcpt",
                "sender",
                "*@a.example",
                "recipient",
                "*@b.example",
                "reply",
                "451 4.7.1 Later"));
        assertThat(apply(rcpt(sender, recipient))).isEqualTo(reply);
        assertThat(hits.of("s", "s-1")).isEqualTo(reply.equals("none") ? List.of() : List.of("x"));
    }

    @Test
    void oneOfTheRecipientsIsEnough() {
        store(Rules.rule("name", "x", "stage", "rcpt", "recipient", "b@*", "reply", "550 No"));
        assertThat(apply(rcpt("", "a@example.org", "b@example.org"))).isEqualTo("550 No");
    }

    @Test
    void theNullReversePathHasToBeNamed() {
        store(Rules.rule("name", "x", "stage", "rcpt", "sender", "*", "reply", "550 No"));
        assertThat(apply(rcpt("", "a@example.org"))).isEqualTo("none");
        store(Rules.rule("name", "x", "stage", "rcpt", "sender", "a@b,<>", "reply", "550 No"));
        assertThat(apply(rcpt("", "a@example.org"))).isEqualTo("550 No");
        store(Rules.rule("name", "x", "stage", "rcpt", "reply", "550 No"));
        assertThat(apply(rcpt("", "a@example.org"))).isEqualTo("550 No");
    }

    @Test
    void aRuleThatOnlyDelaysIsFollowedByOthers() {
        store(
                Rules.rule("name", "slow", "stage", "rcpt", "delay", "2s"),
                Rules.rule("name", "no", "stage", "rcpt", "delay", "1s", "reply", "550 No"),
                Rules.rule("name", "never", "stage", "rcpt", "drop", "true"));
        assertThat(apply(rcpt("a@b", "c@d"))).isEqualTo("550 No");
        assertThat(asked).containsExactly("delay " + Duration.ofSeconds(2), "delay " + Duration.ofSeconds(1));
        assertThat(hits.of("s", "s-1")).containsExactly("slow", "no");
    }

    @Test
    void aDropRefuses() {
        store(Rules.rule("name", "x", "stage", "rcpt", "drop", "true"));
        assertThat(apply(rcpt("a@b", "c@d"))).startsWith("451");
        assertThat(asked).containsExactly("drop");
    }

    @Test
    void anotherStageAndARuleThatIsOffDoNothing() {
        store(
                Rules.rule("name", "x", "stage", "data", "drop", "true"),
                Rules.rule("name", "x", "stage", "rcpt", "drop", "true", "enabled", "false"));
        assertThat(apply(rcpt("a@b", "c@d"))).isEqualTo("none");
        assertThat(book.stages()).containsExactly(Stage.DATA);
    }

    @Test
    void theFirstHitsOnlyAlsoAtOnce() {
        store(Rules.rule("name", "x", "stage", "rcpt", "reply", "451 Later", "times", "3"));
        long refused = IntStream.range(0, 200)
                .parallel()
                .filter(i -> apply(rcpt("a@b", "c@d")).equals("451 Later"))
                .count();
        assertThat(refused).isEqualTo(3);
        assertThat(book.rules().get(0).hits()).isEqualTo(3);
        assertThat(book.rules().get(0).lastHit()).isNotNull();
    }

    @Test
    void byChance() {
        store(Rules.rule("name", "x", "stage", "rcpt", "reply", "451 Later", "percent", "25"));
        chance.set(24);
        assertThat(apply(rcpt("a@b", "c@d"))).isEqualTo("451 Later");
        chance.set(25);
        assertThat(apply(rcpt("a@b", "c@d"))).isEqualTo("none");
        assertThat(book.rules().get(0).hits()).isEqualTo(1);
    }

    @Test
    void theCountBeginsAnewWhenARuleIsChangedOrSwitchedOn() {
        Rule rule = Rules.rule("name", "x", "stage", "rcpt", "reply", "451 Later", "times", "1");
        Rule other = Rules.rule("name", "y", "stage", "auth", "drop", "true");
        store(rule);
        apply(rcpt("a@b", "c@d"));
        store(rule, other);
        assertThat(book.rules().get(0).hits()).isEqualTo(1);
        store(rule.withEnabled(false), other);
        assertThat(book.rules().get(0).hits()).isEqualTo(1);
        store(rule, other);
        assertThat(book.rules().get(0).hits()).isZero();
        assertThat(apply(rcpt("a@b", "c@d"))).isEqualTo("451 Later");
        store(Rules.rule("name", "x", "stage", "rcpt", "reply", "452 Later", "times", "1"), other);
        assertThat(book.rules().get(0).hits()).isZero();
    }

    @Test
    void aChangeIsToldOnce() {
        Rule rule = Rules.rule("name", "x", "stage", "rcpt", "drop", "true");
        store(rule);
        store(rule);
        assertThat(changes).hasValue(1);
        store();
        assertThat(changes).hasValue(2);
        assertThat(book.rules()).isEmpty();
    }

    @Test
    void theConfigurationComesFirstAndInItsOrder() {
        RuleBook configured = book(Map.of(
                "inbox.rules", "slow, no",
                "inbox.rules.no.stage", "rcpt",
                "inbox.rules.no.reply", "450 No",
                "inbox.rules.slow.stage", "rcpt",
                "inbox.rules.slow.delay", "1s",
                "inbox.refused-recipients", "nobody@*, *@spam.example"));
        configured.replaceStored(Map.of(7L, Rules.rule("name", "last", "stage", "rcpt", "drop", "true")));
        assertThat(configured.rules())
                .extracting(active -> active.rule().name())
                .containsExactly("refused-recipients", "slow", "no", "last");
        assertThat(configured.rules().get(3).id()).hasValue(7);
        assertThat(apply(configured, rcpt("a@b", "nobody@example.org")))
                .isEqualTo("550 5.1.1 No mail for this recipient is taken here");
        assertThat(asked).isEmpty();
        assertThat(apply(configured, rcpt("a@b", "a@example.org"))).isEqualTo("450 No");
    }

    @Test
    void everyMistakeOfTheConfigurationIsToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book(Map.of(
                        "inbox.rules", "a,B,a",
                        "inbox.rules.a.stage", "rcpt",
                        "inbox.rules.a.repyl", "450 No",
                        "inbox.rules.forgotten.stage", "rcpt",
                        "inbox.refused-senders", ",")))
                .withMessageContaining("inbox.rules is \"B\", expected names")
                .withMessageContaining("inbox.rules is \"a\", expected names")
                .withMessageContaining("inbox.rules.a.repyl is \"450 No\", expected no such key, but one of")
                .withMessageContaining("inbox.rules.a.reply is \"\", expected a reply, a delay")
                .withMessageContaining(
                        "inbox.rules.forgotten.stage is \"rcpt\", expected a rule that inbox.rules names")
                .withMessageContaining("inbox.refused-senders is \",\", expected a pattern");
    }
}
