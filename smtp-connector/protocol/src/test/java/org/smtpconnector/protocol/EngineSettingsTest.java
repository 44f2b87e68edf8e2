package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSettingsTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("hostname", settings -> settings.hostname("mx example")),
                mistake("hostname", settings -> settings.hostname("mx\r\n")),
                mistake("maxMessageSize", settings -> settings.maxMessageSize(0)),
                mistake("maxCommandLine", settings -> settings.maxCommandLine(511)),
                mistake("maxRecipients", settings -> settings.maxRecipients(0)),
                mistake("maxMessages", settings -> settings.maxMessages(0)),
                mistake("maxErrors", settings -> settings.maxErrors(0)),
                mistake("maxRefusedRecipients", settings -> settings.maxRefusedRecipients(0)),
                mistake("maxJunkCommands", settings -> settings.maxJunkCommands(0)),
                mistake("maxDataLine", settings -> settings.maxDataLine(999)),
                mistake("maxAuthFailures", settings -> settings.maxAuthFailures(0)),
                mistake("authMechanisms", settings -> settings.auth(Requirement.OPTIONAL)
                        .authMechanisms(Set.of())));
    }

    private static Arguments mistake(String name, UnaryOperator<EngineSettings.Builder> mistake) {
        return Arguments.of(name, mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamed(String name, UnaryOperator<EngineSettings.Builder> mistake) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mistake.apply(EngineSettings.builder()).build())
                .withMessageStartingWith(name + " is ");
    }

    /** Fault 11 of issue 10: a configuration that asks {@link EngineSettings#isHostname} cannot make the engine throw. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example",
                "localhost",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "[1.2.3]",
                "[192.0.2.256]",
                "",
                "mx_1.example",
                "mx.example.",
                "-mx.example",
                "a\rb",
                "label-of-more-than-63-letters-which-is-what-the-domain-name-system-allows.example"
            })
    void aHostnameIsTakenExactlyIfItIsOne(String name) {
        EngineSettings.Builder settings = EngineSettings.builder().hostname(name);
        if (EngineSettings.isHostname(name)) {
            assertThat(settings.build().hostname()).isEqualTo(name);
        } else {
            assertThatIllegalArgumentException().isThrownBy(settings::build).withMessageStartingWith("hostname is ");
        }
    }

    @Test
    void setsAreCopied() {
        Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);
        EngineSettings settings =
                EngineSettings.builder().leniencies(leniencies).build();
        leniencies.add(Leniency.SPACE_AFTER_COLON);

        assertThat(settings.leniencies()).isEmpty();
    }

    /** A setting that promises something of the application is off, and so is one that weakens the standard. */
    @Test
    void defaultsAreSafe() {
        EngineSettings settings = EngineSettings.defaults();

        assertThat(settings.extensions()).doesNotContain(Extension.DSN, Extension.REQUIRETLS);
        assertThat(settings.leniencies()).isEmpty();
        assertThat(settings.lineEndings()).isEqualTo(LineEndings.STRICT);
        assertThat(settings.insecureAuth()).isFalse();
    }
}
