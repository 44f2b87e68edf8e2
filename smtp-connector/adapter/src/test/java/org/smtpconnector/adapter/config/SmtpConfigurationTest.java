package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which listeners a bean gets, where their settings come from, and what is said of names that nobody reads. */
class SmtpConfigurationTest {

    @Test
    void withoutAnyKeyABeanGetsTheDefaultListener() throws Exception {
        assertThat(names(Map.of())).containsExactly("default");
    }

    @Test
    void aBeanThatNamesNoListenerGetsAll() throws Exception {
        assertThat(names(Map.of("smtp.listeners", "mx, submission"))).containsExactly("mx", "submission");
    }

    @Test
    void aBeanMayNameAnyListenerUnlessTheyAreListed() throws Exception {
        assertThat(names(Map.of(), "mx")).containsExactly("mx");
        assertThat(names(Map.of("smtp.listeners", "mx,submission"), "submission"))
                .containsExactly("submission");
        assertThatThrownBy(() -> names(Map.of("smtp.listeners", "mx,submission"), "mx", "relay", "other"))
                .hasMessageContaining("smtp.listeners = mx,submission: expected it to have relay, which a bean names")
                .hasMessageContaining("smtp.listeners = mx,submission: expected it to have other, which a bean names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MX", "mx,mx", "mx,", "a.b", "-a", "a b"})
    void aListenersNameIsSimple(String wrong) {
        assertThatThrownBy(() -> names(Map.of("smtp.listeners", wrong)))
                .hasMessageContaining(
                        "smtp.listeners = " + wrong + ": expected a name of lower-case letters, digits and -");
    }

    @Test
    void everythingThatIsWrongWithAnyListenerIsReportedAtOnceAndOnce() {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class,
                () -> read(
                        config(Map.of(
                                "smtp.listeners", "mx,submission",
                                "smtp.listener.mx.port", "smtp",
                                "smtp.listener.submission.port", "submission",
                                "smtp.max-connections", "many",
                                "smtp.io-threads", "0")),
                        "mx",
                        "submission",
                        "relay"));

        assertThat(wrong.errors())
                .extracting(ConfigError::key)
                .containsExactlyInAnyOrder(
                        "smtp.listeners",
                        "smtp.listener.mx.port",
                        "smtp.listener.submission.port",
                        "smtp.max-connections",
                        "smtp.io-threads");
    }

    /** Often it is the cause. */
    @Test
    void aMisspeltKeyIsToldOfBesideTheMistakes() {
        assertThatThrownBy(() -> read(config(Map.of(
                        "smtp.max-conections", "5",
                        "smtp.max-connections", "many"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("wrong in 1 place: smtp.max-connections = many: expected")
                .hasMessageEndingWith("; and perhaps here: smtp.max-conections is not a key of the SMTP connector;"
                        + " is smtp.max-connections meant?");
    }

    @Test
    void soIsOneIfNotEvenTheListenersCanBeTold() {
        assertThatThrownBy(() -> read(config(Map.of("smtp.listeners", "MX", "smtp.listener.mx.prot", "25"))))
                .hasMessageContaining("smtp.listeners = MX: expected a name")
                .hasMessageEndingWith("; and perhaps here: smtp.listener.mx.prot is not a key of the SMTP connector;"
                        + " is smtp.listener.mx.port meant?");
    }

    @Test
    void whatIsWrongTogetherIsReportedWithTheRest() {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class,
                () -> SmtpConfiguration.read(
                        config(Map.of("smtp.listeners", "mx,submission", "smtp.listener.mx.port", "smtp")),
                        List.of(),
                        listeners -> listeners.stream()
                                .map(settings -> new ConfigError(settings.name(), "read", "nothing"))
                                .toList()));

        assertThat(wrong.errors()).extracting(ConfigError::key).containsExactly("smtp.listener.mx.port", "submission");
    }

    @Test
    void anEnvironmentVariableOverridesTheFile() throws Exception {
        Config config = config(
                null,
                Map.of("smtp.listeners", "mx", "smtp.listener.mx-in.port", "25", "smtp.max-connections", "5"),
                Map.of("SMTP_LISTENERS", "mx-in", "SMTP_LISTENER_MX_IN_PORT", "2626", "SMTP_MAX_CONNECTIONS", "7"));

        ListenerSettings settings = read(config).listeners().get(0);

        assertThat(settings.name()).isEqualTo("mx-in");
        assertThat(settings.get(BindingKeys.PORT)).containsExactly(2626);
        assertThat(settings.get(LimitKeys.MAX_CONNECTIONS)).isEqualTo(7);
        assertThat(read(config).warnings()).isEmpty();
    }

    /** The more specific key wins, wherever it is: a variable for all does not override the file's one for the listener. */
    @Test
    void theListenersOwnKeyWinsOverAVariableForAll() throws Exception {
        Config config =
                config(null, Map.of("smtp.listener.default.max-connections", "5"), Map.of("SMTP_MAX_CONNECTIONS", "7"));

        assertThat(read(config).listeners().get(0).get(LimitKeys.MAX_CONNECTIONS))
                .isEqualTo(5);
    }

    @Test
    void aProfileOverridesTheRest() throws Exception {
        Map<String, String> properties = Map.of(
                "smtp.listener.default.port", "25",
                "%dev.smtp.listener.default.port", "2525",
                "%dev.smtp.hostname", "dev.example.org",
                "smtp.hostname", "mx.example.org");

        assertThat(read(config(null, properties, Map.of())).listeners().get(0).get(BindingKeys.PORT))
                .containsExactly(25);
        ListenerSettings dev =
                read(config("dev", properties, Map.of())).listeners().get(0);
        assertThat(dev.get(BindingKeys.PORT)).containsExactly(2525);
        assertThat(dev.get(BindingKeys.HOSTNAME)).isEqualTo("dev.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.listener.default.prt, smtp.listener.default.port",
        "smtp.listener.mx.tiemout.command, smtp.listener.mx.timeout.command",
        "smtp.listener.mx.max-mesage-size, smtp.listener.mx.max-message-size",
        "smtp.max_connections, smtp.max-connections",
        "smtp.listenres, smtp.listeners",
        "smtp.iothreads, smtp.io-threads",
        "smtp.max-idle-commands, smtp.max-junk-commands",
        "smtp.audits, smtp.audit",
        "smtp.audit.oldfiles, smtp.audit.old-files",
        "%dev.smtp.host-name, smtp.hostname",
        "SMTP_LISTENER_DEFAULT_PRT, SMTP_LISTENER_DEFAULT_PORT",
        "SMTP_LISTENER_DEFUALT_MAX_CONNECTIONS_, SMTP_LISTENER_DEFAULT_MAX_CONNECTIONS",
        "SMTP_MAX_CONECTIONS, SMTP_MAX_CONNECTIONS",
    })
    void aNameThatNobodyReadsIsWarnedOfWithTheNearest(String name, String nearest) throws Exception {
        assertThat(warnings(Map.of(name, "hunter2")))
                .containsExactly(
                        name.replace("%dev.", "") + " is not a key of the SMTP connector; is " + nearest + " meant?");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.port, 'is not read: each listener has its own, such as smtp.listener.default.port'",
        "smtp.listener.mx.audit.max-size, 'is not read: there is one for all listeners, smtp.audit.max-size'",
        "smtp.listener.mx.io-threads, 'is not read: there is one for all listeners, smtp.io-threads'",
        "smtp.something.else.entirely, is not a key of the SMTP connector",
        "smtp.listener.mx, is not a key of the SMTP connector",
        "SMTP_LISTENER_SOMETHING_ELSE, is not a key of the SMTP connector",
    })
    void aNameInTheWrongPlaceIsWarnedOf(String name, String warning) throws Exception {
        assertThat(warnings(Map.of(name, "x"))).containsExactly(name + ' ' + warning);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.listener.relay.port, 26",
        "SMTP_LISTENER_RELAY_MAX_CONNECTIONS, 26",
        "SMTP_LISTENER_RELAY_PORT, 26"
    })
    void aListenerThatIsNotListedIsWarnedOf(String name, String value) throws Exception {
        assertThat(warnings(Map.of(name, value))).isEmpty();
        assertThat(warnings(Map.of(name, value, "smtp.listeners", "default,mx")))
                .containsExactly(name + " has no effect: its listener is not in smtp.listeners, which has default, mx");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_PORT, tcp://10.0.0.1:25",
        "SMTP_SERVICE_HOST, 10.0.0.1",
        "SMTP_SERVICE_PORT, 25",
        "SMTP_SERVICE_PORT_SMTPS, 465",
        "SMTP_PORT_25_TCP, tcp://10.0.0.1:25",
        "SMTP_PORT_25_TCP_PROTO, tcp",
        "SMTP_PORT_25_TCP_PORT, 25",
        "SMTP_PORT_25_TCP_ADDR, 10.0.0.1",
        "SMTP_LISTENER_SERVICE_HOST, 10.0.0.1",
        "SMTP_LISTENER_PORT, tcp://10.0.0.1:25",
        "SMTP_PASSWORD, of the application's own client",
        "SMTP_HOST, of the application's own client",
        "smtpd.something, not ours",
        "SMTPD_SOMETHING, not ours",
        "smtp.listener.mx.port, 25",
        "SMTP_LISTENER_MX_IN_MAX_CONNECTIONS, 25",
        "smtp.max-connections, 25",
    })
    void whatOthersPutThereIsNotWarnedOf(String name, String value) throws Exception {
        assertThat(warnings(Map.of(name, value))).isEmpty();
    }

    private static List<String> warnings(Map<String, String> properties) throws ConfigurationException {
        return read(config(properties)).warnings();
    }

    private static List<String> names(Map<String, String> properties, String... named) throws ConfigurationException {
        return read(config(properties), named).listeners().stream()
                .map(ListenerSettings::name)
                .toList();
    }

    private static SmtpConfiguration read(Config config, String... named) throws ConfigurationException {
        return SmtpConfiguration.read(config, List.of(named), listeners -> List.of());
    }

    private static Config config(Map<String, String> properties) {
        return config(null, properties, Map.of());
    }

    private static Config config(String profile, Map<String, String> properties, Map<String, String> environment) {
        ConfigSource file = new PropertiesConfigSource(properties, "test", 100);
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(file, new EnvConfigSource(environment, 300));
        return (profile == null ? builder : builder.withProfile(profile)).build();
    }
}
