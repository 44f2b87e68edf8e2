package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "inbox.user.password, wonderland, ***",
        "inbox.database.password, wonderland, ***",
        "inbox.user.name, alice, alice",
        "inbox.database.url, jdbc:postgresql://localhost:5432/inbox, jdbc:postgresql://localhost:5432/inbox",
        "inbox.database.url, jdbc:postgresql://alice:wonderland@localhost/inbox, jdbc:postgresql://***@localhost/inbox",
        "inbox.database.url, jdbc:postgresql://localhost/inbox?user=alice&password=wonderland, jdbc:postgresql://localhost/inbox",
        "inbox.database.url, jdbc:h2:mem:inbox;PASSWORD=wonderland, jdbc:h2:mem:inbox"
    })
    void noSecretIsShown(String key, String value, String shown) {
        assertThat(InboxConfiguration.show(key, value)).isEqualTo(shown);
    }
}
