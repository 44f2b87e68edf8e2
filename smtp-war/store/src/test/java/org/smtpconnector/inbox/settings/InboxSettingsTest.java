package org.smtpconnector.inbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxSettingsTest {

    private static InboxSettings settings(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("inbox." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return InboxSettings.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "500000,500000",
        "64K,65536",
        "512M,536870912",
        "512m,536870912",
        "20G,21474836480",
        "999999999G,1073741822926258176"
    })
    void readsASize(String text, long octets) {
        InboxSettings settings = settings("retention.size", text);
        assertThat(settings.retentionSize()).isEqualTo(octets);
        assertThat(settings.shown()).containsEntry("inbox.retention.size", String.valueOf(octets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0G", "-1", "1.5G", "1T", "M", "10 M", "10MB", "9999999999", "1e9"})
    void refusesASize(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("retention.size", text))
                .withMessageContaining("inbox.retention.size is \"" + text + "\", expected octets");
    }

    @Test
    void hasNoBoundOfTheSizeByDefault() {
        assertThat(settings().retentionSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings().shown()).containsEntry("inbox.retention.size", "");
    }

    @Test
    void namesEveryMistakeAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(
                        "login", "all", "retention.count", "0", "retention.size", "x", "retention.age", "1 day"))
                .withMessageContaining("inbox.login is \"all\"")
                .withMessageContaining("inbox.retention.count is \"0\"")
                .withMessageContaining("inbox.retention.size is \"x\"")
                .withMessageContaining("inbox.retention.age is \"1 day\"");
    }
}
