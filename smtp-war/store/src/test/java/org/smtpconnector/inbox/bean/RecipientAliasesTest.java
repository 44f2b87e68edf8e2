package org.smtpconnector.inbox.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpAddress;

/** Addresses are recorded in place of others, as it is configured. */
class RecipientAliasesTest {

    private static final RecipientAliases ALIASES = aliases(Map.of(
            "inbox.subaddress-separator", "+",
            "inbox.aliases", "sales@example.org = Alice@example.org, x@example.org=y@example.com"));

    static RecipientAliases aliases(Map<String, String> values) {
        return new RecipientAliases(config(values));
    }

    static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
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
        assertThat(ALIASES.rewritten(SmtpAddress.of(address)).toString()).isEqualTo(recorded);
    }

    @Test
    void withoutAnyKeyEveryAddressStaysAsItIs() {
        RecipientAliases none = aliases(Map.of());
        assertThat(none.isEmpty()).isTrue();
        assertThat(ALIASES.isEmpty()).isFalse();
        for (String text : new String[] {"a+b@example.org", "", "postmaster", "\"*\"@[127.0.0.1]"}) {
            SmtpAddress address = SmtpAddress.of(text);
            assertThat(none.rewritten(address)).isSameAs(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=b=c", "=b", "a=", "a@b=c, A@B=d"})
    void namesEveryMistake(String aliases) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aliases(Map.of("inbox.aliases", aliases, "inbox.subaddress-separator", "++")))
                .withMessageContaining("inbox.aliases has \"")
                .withMessageContaining("inbox.subaddress-separator is \"++\"");
    }
}
