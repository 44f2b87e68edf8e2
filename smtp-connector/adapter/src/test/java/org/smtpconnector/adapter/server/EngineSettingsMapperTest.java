package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.config.ConfigurationException;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.protocol.EngineSettings;

/** Each value that the configuration takes is one that the engine takes. */
class EngineSettingsMapperTest {

    private static EngineSettings read(String key, String value) throws ConfigurationException {
        return EngineSettingsMapper.of(ListenerConfiguration.read(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 100))
                        .build(),
                "default"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "localhost",
                "mx.example.org",
                "mx.example.",
                "1.2.3.4",
                "[1.2.3]",
                "[192.0.2.1]",
                "[192.0.2.256]",
                "[::1]",
                "[IPv6:::1]",
                "[IPv6:2001:db8::1]",
                "[tag:content]",
                "a--b.example",
                "a-label-of-exactly-63-letters-is-as-long-as-the-dns-allows-it-be.example",
                "a-label-of-more-than-63-letters-which-is-what-the-domain-name-system-allows.example"
            })
    void aHostnameIsRefusedByTheConfigurationOrTakenByTheEngine(String name) {
        EngineSettings settings;
        try {
            settings = read("smtp.hostname", name);
        } catch (ConfigurationException e) {
            assertThat(e).hasMessageContaining("smtp.hostname = " + name);
            assertThat(EngineSettings.isHostname(name)).isFalse();
            return;
        }
        assertThat(EngineSettings.isHostname(settings.hostname())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "max-message-size, 64K",
        "max-message-size, 1024G",
        "max-command-line, 512",
        "max-command-line, 65536",
        "max-data-line, 1000",
        "max-data-line, 1G",
        "max-data-line, unlimited",
        "max-recipients, 100",
        "max-recipients, 100000",
        "max-messages-per-connection, 1",
        "max-messages-per-connection, unlimited",
        "max-errors, 1",
        "max-refused-recipients, 1",
        "max-junk-commands, 1",
        "auth.max-failures, 1",
        "auth.mechanisms, oauthbearer",
        "leniency, none",
        "banner, ~",
    })
    void theEndsOfEveryRangeAreTakenByTheEngine(String key, String value) throws Exception {
        assertThat(read("smtp." + key, value)).isNotNull();
    }

    @Test
    void heloTakesTheNamesOfMachinesUnlessItIsStrict() throws Exception {
        assertThat(read("smtp.banner", "any").strictHelo()).isFalse();
        assertThat(read("smtp.strict-helo", "true").strictHelo()).isTrue();
    }

    @Test
    void theLongestBannerIsTakenByTheEngine() throws Exception {
        String banner = "b".repeat(EngineSettings.MAX_BANNER);
        assertThat(read("smtp.banner", banner).banner()).isEqualTo(banner);
    }
}
