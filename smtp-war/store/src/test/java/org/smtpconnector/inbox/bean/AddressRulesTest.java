package org.smtpconnector.inbox.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;

/** Addresses are refused, and others recorded in their place, as it is configured. */
class AddressRulesTest {

    private static final AddressRules RULES = rules(Map.of(
            "inbox.refused-senders", "*@spam.example, bad.guy@*",
            "inbox.refused-recipients", "nobody@example.org",
            "inbox.subaddress-separator", "+",
            "inbox.aliases", "sales@example.org = Alice@example.org, x@example.org=y@example.com"));

    static AddressRules rules(Map<String, String> values) {
        return new AddressRules(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "a@spam.example,true",
        "A@Spam.Example,true",
        "a@not.spam.example,false",
        "a@spam.example.org,false",
        "bad.guy@anywhere,true",
        "badxguy@anywhere,false",
        "'',false"
    })
    void senders(String address, boolean refused) {
        assertThat(RULES.refusesSender(SmtpAddress.of(address))).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({
        "user@example.org,user@example.org",
        "User+a+b@Example.org,User@Example.org",
        "+a@example.org,+a@example.org",
        "'\"a+b\"@example.org','\"a+b\"@example.org'",
        "SALES@example.org,Alice@example.org",
        "sales+list@example.org,Alice@example.org",
        "sales@example.com,sales@example.com",
        "postmaster,postmaster"
    })
    void rewrites(String address, String recorded) {
        assertThat(RULES.rewritten(SmtpAddress.of(address)).toString()).isEqualTo(recorded);
    }

    @Test
    void withoutAnyKeyEverybodyIsTakenAsHeIs() {
        AddressRules none = rules(Map.of());
        for (String text : new String[] {"a+b@example.org", "", "postmaster", "\"*\"@[127.0.0.1]"}) {
            SmtpAddress address = SmtpAddress.of(text);
            assertThat(none.refusesSender(address)).isFalse();
            assertThat(none.refusesRecipient(address)).isFalse();
            assertThat(none.rewritten(address)).isSameAs(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=b=c", "=b", "a=", "a@b=c, A@B=d"})
    void namesEveryMistake(String aliases) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(Map.of("inbox.aliases", aliases, "inbox.subaddress-separator", "++")))
                .withMessageContaining("inbox.aliases has \"")
                .withMessageContaining("inbox.subaddress-separator is \"++\"");
    }
}
