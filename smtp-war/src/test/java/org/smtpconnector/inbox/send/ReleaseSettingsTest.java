package org.smtpconnector.inbox.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseSettingsTest {

    private static ReleaseSettings settings(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("inbox.release." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return ReleaseSettings.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }

    @Test
    void nothingIsReleasedUnlessSomebodySaysSo() {
        assertThat(settings().server()).isNull();
        assertThat(settings("host", "").server()).isNull();
        assertThat(settings().automatic()).isFalse();
    }

    @Test
    void aServerAndItsRecipientsAreEnough() {
        ReleaseSettings settings = settings("host", "mail.example.org", "recipients", "*@example.org, boss@*");
        assertThat(settings.server())
                .isEqualTo(new SmtpServer("mail.example.org", 25, SmtpServer.Tls.NONE, null, null));
        assertThat(settings.automatic()).isFalse();
        assertThat(settings.recipients().matches("Anna@Example.org")).isTrue();
        assertThat(settings.recipients().matches("boss@b.example")).isTrue();
        assertThat(settings.recipients().matches("anna@example.org.evil.example"))
                .isFalse();
    }

    @Test
    void everyMistakeIsNamedAtOnceAndNoPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        settings("host", "a b", "port", "0", "tls", "ssl", "password", "secret", "automatic", "yes"))
                .withMessageContaining("inbox.release.host is \"a b\"")
                .withMessageContaining("inbox.release.port is \"0\"")
                .withMessageContaining("inbox.release.tls is \"ssl\"")
                .withMessageContaining("inbox.release.user is \"\"")
                .withMessageContaining("inbox.release.automatic is \"yes\"")
                .withMessageContaining("inbox.release.recipients is \"\"")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }

    @Test
    void aPasswordIsNotSentInClear() {
        String[] inClear = {"host", "mx", "recipients", "*", "user", "a", "password", "secret"};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(inClear))
                .withMessageContaining("inbox.release.tls is \"none\"");
        assertThat(settings("host", "mx", "recipients", "*", "user", "a", "password", "secret", "tls", "starttls")
                        .server()
                        .tls())
                .isEqualTo(SmtpServer.Tls.STARTTLS);
    }

    @Test
    void keysWithoutAServerAreAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("automatic", "true", "password", "secret"))
                .withMessageContaining("inbox.release.automatic")
                .withMessageContaining("inbox.release.password is \"***\"")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("secret"));
    }
}
