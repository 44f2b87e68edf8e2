package org.smtpconnector.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.protocol.Secret;

/** Keys made for this test show all that a key and a rule may be. */
class SettingsMechanismTest {

    private enum Mode {
        OFF,
        TRY_IT
    }

    private static final Key<Optional<Secret>> PASSWORD = Key.secret("password", "A secret.");
    private static final Key<Optional<Path>> FILE = Key.optional("file", Type.FILE, "A file.");
    private static final Key<Set<Mode>> MODES = Key.inherited("modes", Type.choices(Mode.class), "off", "Some modes.");
    private static final Key<List<Network>> TRUSTED =
            Key.inherited("trusted", Type.NETWORKS.or("none", List.of()), "none", "Networks.");
    private static final Key<Integer> LOW = Key.inherited("low", Type.integer(0, 9), "1", "The lower.");
    private static final Key<Integer> HIGH = Key.global("high", Type.integer(0, 9), "5", "The higher.");

    private static final List<Section> SECTIONS = List.of(new Section(
            "Test",
            List.of(PASSWORD, FILE, MODES, TRUSTED, LOW, HIGH),
            List.of(
                    new Rule(List.of(LOW, HIGH), (settings, findings) -> {
                        if (settings.get(LOW) > settings.get(HIGH)) {
                            findings.error(LOW, "at most " + settings.show(HIGH));
                        } else if (settings.get(LOW).equals(settings.get(HIGH))) {
                            findings.warning(LOW, "the same as " + settings.show(HIGH));
                        }
                    }),
                    new Rule(List.of(PASSWORD, FILE), (settings, findings) -> {
                        if (settings.get(PASSWORD).isPresent()
                                && settings.get(FILE).isEmpty()) {
                            findings.error(PASSWORD, "nothing without " + settings.key(FILE));
                        }
                    }))));

    @TempDir
    Path directory;

    @Test
    void aKeyWithoutADefaultIsEmptyUntilItIsConfigured() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(read(Map.of()).get(FILE)).isEmpty();
        assertThat(read(Map.of("smtp.file", file.toString())).get(FILE)).contains(file);
    }

    @Test
    void aSecretMayComeFromAFileAndLosesOneLineEnd() throws Exception {
        assertThat(secret("correct horse\n")).isEqualTo("correct horse");
        assertThat(secret("correct horse\r\n")).isEqualTo("correct horse");
        assertThat(secret(" correct\nhorse \n\n")).isEqualTo(" correct\nhorse \n");
    }

    private String secret(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), content);
        return read(Map.of("smtp.password-file", file.toString(), "smtp.file", file.toString()))
                .get(PASSWORD)
                .orElseThrow()
                .reveal();
    }

    @Test
    void aListenersOwnSecretFileWinsOverTheCommonSecret() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "own");

        ListenerSettings settings = read(Map.of(
                "smtp.listener.mx.password-file", file.toString(), "smtp.password", "common", "smtp.file", "" + file));

        assertThat(settings.get(PASSWORD)).contains(new Secret("own"));
        assertThat(settings.key(PASSWORD)).isEqualTo("smtp.listener.mx.password-file");
    }

    @Test
    void aSecretFileThatCannotBeReadIsNamed() throws Exception {
        Path none = directory.resolve("none");
        Path empty = Files.createFile(directory.resolve("empty"));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});

        for (Path file : List.of(none, empty, binary, directory)) {
            assertThatThrownBy(() -> read(Map.of("smtp.password-file", file.toString())))
                    .hasMessageContaining(
                            "smtp.password-file = " + file + ": expected a file that this process can read");
        }
    }

    @Test
    void aSecretIsNotGivenTwice() throws Exception {
        assertThatThrownBy(() -> read(Map.of("smtp.password", "hunter2", "smtp.password-file", "/any")))
                .hasMessageContaining("smtp.password = ***: expected either this or smtp.password-file, not both");
    }

    @Test
    void aSecretIsShownNowhere() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Map<String, String> one = Map.of("smtp.password", "hunter2", "smtp.file", file.toString());

        assertThat(read(one).show(PASSWORD)).isEqualTo("smtp.password = ***");
        assertThat(read(one).get(PASSWORD)).asString().doesNotContain("hunter2");
        assertThatThrownBy(() -> read(Map.of("smtp.password", "hunter2")))
                .hasMessageContaining("smtp.password = ***: expected nothing without smtp.listener.mx.file");
        assertThatThrownBy(() -> read(Map.of("smtp.password", "hunter2${no.such}")))
                .hasMessageContaining("smtp.password = ***: expected a value whose ${...}");
    }

    @Test
    void anEnumsConstantsAreInKebabCase() throws Exception {
        assertThat(read(Map.of("smtp.modes", "try-it, off")).get(MODES)).containsExactly(Mode.OFF, Mode.TRY_IT);
        for (String wrong : List.of("TRY_IT", "try_it", "off,off", "off,", ",")) {
            assertThatThrownBy(() -> read(Map.of("smtp.modes", wrong)))
                    .hasMessageContaining(
                            "smtp.modes = " + wrong + ": expected some of off, try-it, separated by commas");
        }
    }

    @Test
    void networksOrNone() throws Exception {
        assertThat(read(Map.of()).get(TRUSTED)).isEmpty();
        assertThat(read(Map.of("smtp.trusted", "10.0.0.0/8, ::1")).get(TRUSTED))
                .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("::1"));
        assertThatThrownBy(() -> read(Map.of("smtp.trusted", "10.0.0.0/8,10.0.0.0/8")))
                .hasMessageContaining("expected none or networks such as 10.0.0.0/8");
    }

    @Test
    void aKeyOfTheAdapterIsNoListeners() throws Exception {
        assertThat(read(Map.of("smtp.high", "7")).get(HIGH)).isEqualTo(7);
        assertThat(read(Map.of("smtp.listener.mx.high", "7")).get(HIGH)).isEqualTo(5);
    }

    @Test
    void rulesAreAskedWhateverElseIsWrong() {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class,
                () -> read(Map.of("smtp.modes", "on", "smtp.low", "6", "smtp.password", "hunter2")));

        assertThat(wrong.errors())
                .extracting(Object::toString)
                .containsExactly(
                        "smtp.modes = on: expected some of off, try-it, separated by commas, each once",
                        "smtp.low = 6: expected at most smtp.high = 5 (the default)",
                        "smtp.password = ***: expected nothing without smtp.listener.mx.file");
    }

    @Test
    void aRuleIsNotAskedAboutASettingThatIsWrong() {
        ConfigurationException wrong = catchThrowableOfType(
                ConfigurationException.class, () -> read(Map.of("smtp.low", "6", "smtp.high", "none")));

        assertThat(wrong.errors()).hasSize(1);
    }

    @Test
    void aWarningLeavesTheSettingsAsTheyAre() throws Exception {
        ListenerSettings settings = read(Map.of("smtp.listener.mx.low", "5"));

        assertThat(settings.get(LOW)).isEqualTo(5);
        assertThat(settings.warnings())
                .containsExactly("smtp.listener.mx.low = 5: the same as smtp.high = 5 (the default)");
    }

    private static ListenerSettings read(Map<String, String> properties) throws ConfigurationException {
        return ListenerConfiguration.read(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build(),
                "mx",
                SECTIONS);
    }
}
