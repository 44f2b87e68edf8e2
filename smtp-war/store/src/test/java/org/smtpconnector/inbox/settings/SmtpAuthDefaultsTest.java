package org.smtpconnector.inbox.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration as the connector reads it. */
class SmtpAuthDefaultsTest {

    private final Config config = ConfigProvider.getConfig();

    @AfterEach
    void clear() {
        System.clearProperty("inbox.smtp-auth");
        System.clearProperty("smtp.auth.mode");
    }

    private String value(String key) {
        return config.getOptionalValue(key, String.class).orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "store", "x"})
    void nothingIsSaidUnlessEverybodyIsLetIn(String setting) {
        System.setProperty("inbox.smtp-auth", setting);
        assertThat(value("smtp.auth.mode")).isEmpty();
        assertThat(value("smtp.auth.allow-insecure")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", " ANY "})
    void authenticationIsOfferedAlsoInClear(String setting) {
        System.setProperty("inbox.smtp-auth", setting);
        assertThat(value("smtp.auth.mode")).isEqualTo("optional");
        assertThat(value("smtp.auth.allow-insecure")).isEqualTo("true");
    }

    @Test
    void whatSomebodySaysWins() {
        System.setProperty("inbox.smtp-auth", "any");
        System.setProperty("smtp.auth.mode", "required");
        assertThat(value("smtp.auth.mode")).isEqualTo("required");
    }
}
