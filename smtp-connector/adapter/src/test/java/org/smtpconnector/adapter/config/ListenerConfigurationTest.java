package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpStatus;
import org.smtpconnector.protocol.ServerProtocol;

/** The settings of a listener are what MicroProfile Config says, or an error that names everything that is wrong. */
class ListenerConfigurationTest {

    @Test
    void withoutAnyKeyThereIsAListenerOnLoopback() throws Exception {
        ListenerSettings settings = read(Map.of());

        assertThat(settings.get(BindingKeys.HOST)).containsExactly("127.0.0.1");
        assertThat(settings.get(BindingKeys.PORT)).containsExactly(2525);
        assertThat(settings.get(BindingKeys.HOSTNAME)).isNotBlank();
        assertThat(settings.get(MessageKeys.MAX_MESSAGE_SIZE)).isEqualTo(25L * 1024 * 1024);
        assertThat(settings.get(MessageKeys.SPOOL_DIRECTORY)).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void aListenersOwnKeyWinsOverTheCommonOne() throws Exception {
        ListenerSettings settings = read(Map.of(
                "smtp.listener.default.max-message-size", "1M",
                "smtp.max-message-size", "2M",
                "smtp.max-connections", "7",
                "smtp.timeout.processing", "PT30S"));

        assertThat(settings.get(MessageKeys.MAX_MESSAGE_SIZE)).isEqualTo(1024 * 1024);
        assertThat(settings.get(LimitKeys.MAX_CONNECTIONS)).isEqualTo(7);
        assertThat(settings.get(TimeoutKeys.PROCESSING)).isEqualTo(Duration.ofSeconds(30));
    }

    /** Kubernetes sets SMTP_PORT=tcp://10.0.0.1:25 beside a service called "smtp". */
    @Test
    void hostAndPortHaveNoCommonKey() throws Exception {
        ListenerSettings settings = read(Map.of("smtp.port", "tcp://10.0.0.1:25", "smtp.host", "elsewhere"));

        assertThat(settings.get(BindingKeys.PORT)).containsExactly(2525);
        assertThat(settings.get(BindingKeys.HOST)).containsExactly("127.0.0.1");
    }

    /** RFC 2033 section 5. */
    @Test
    void lmtpIsNotSpokenOnPort25() throws Exception {
        String port = "smtp.listener.default.port";
        String protocol = "smtp.listener.default.protocol";

        assertThat(read(Map.of(port, "24", protocol, "lmtp")).get(BindingKeys.PROTOCOL))
                .isEqualTo(ServerProtocol.LMTP);
        assertThatThrownBy(() -> read(Map.of(port, "24,25", protocol, "lmtp")))
                .hasMessageContaining(port)
                .hasMessageContaining("RFC 2033");
    }

    @Test
    void severalHostsAreSeparatedByCommas() throws Exception {
        assertThat(read(Map.of("smtp.listener.default.host", "127.0.0.1, ::1")).get(BindingKeys.HOST))
                .containsExactly("127.0.0.1", "::1");
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class,
                () -> read(Map.of(
                        "smtp.listener.default.port", "x",
                        "smtp.max-connections", "none",
                        "smtp.listener.default.timeout.command", "soon")));

        assertThat(wrong.errors())
                .extracting(ConfigError::key)
                .containsExactly(
                        "smtp.listener.default.port", "smtp.max-connections", "smtp.listener.default.timeout.command");
    }

    @Test
    void aValueCannotForgeALogLine() {
        assertThatThrownBy(() -> read(Map.of("smtp.listener.default.port", "1\nINFO all is well")))
                .hasMessageContaining("1\\u000aINFO all is well");
    }

    @Test
    void aDifferenceNamesTheKeyAndBothValues() throws Exception {
        ListenerSettings one = read(Map.of("smtp.listener.default.port", "2525"));
        ListenerSettings other = read(Map.of("smtp.listener.default.port", "2526"));

        assertThat(ListenerConfiguration.differences(one, other))
                .containsExactly("smtp.listener.default.port is 2525 and 2526");
        assertThat(ListenerConfiguration.differences(one, one)).isEmpty();
    }

    @Test
    void theSettingsCanBeShownAsTheyWereConfigured() throws Exception {
        ListenerSettings settings = read(Map.of("smtp.max-message-size", "1024k"));

        assertThat(settings.effective().keySet())
                .containsExactlyElementsOf(Keys.ALL.stream().map(Key::name).toList());
        assertThat(settings.effective())
                .containsEntry("max-message-size", new SmtpStatus.Setting("1024k", false))
                .containsEntry("port", new SmtpStatus.Setting("2525", true))
                .containsEntry("banner", new SmtpStatus.Setting("", true));
    }

    /** Also those keys that are added one day: whatever a secret is, it is not there. */
    @Test
    void noSecretIsShown() throws Exception {
        Map<String, String> secrets = Keys.ALL.stream()
                .filter(Key::isSecret)
                .collect(Collectors.toMap(key -> "smtp." + key.name(), key -> "hunter2"));
        String shown;
        try {
            shown = read(secrets).effective().toString();
        } catch (ConfigurationException e) {
            shown = e.getMessage(); // a password of nothing
        }

        assertThat(shown).doesNotContain("hunter2");
    }

    private static ListenerSettings read(Map<String, String> properties) throws ConfigurationException {
        return ListenerConfiguration.read(config(properties), "default");
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
