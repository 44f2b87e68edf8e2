package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.BindingKeys;
import org.smtpconnector.adapter.config.ConfigError;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;

/** An address that is given twice is found before anything is bound, and both keys are named. */
class ListenAddressesTest {

    @Test
    void anAddressByTwoNames() {
        assertThat(errors(List.of(listener("mx", List.of("localhost", "127.0.0.1"), 25))))
                .containsExactly("smtp.listener.mx.host = [localhost, 127.0.0.1]: expected each address once,"
                        + " but 127.0.0.1 port 25 is meant by localhost and by 127.0.0.1");
    }

    @Test
    void anAddressByTheStar() {
        for (List<String> hosts : List.of(
                List.of("127.0.0.1", "*"), List.of("*", "::1"), List.of("0.0.0.0", "*"), List.of("::", "::1"))) {
            assertThat(errors(List.of(listener("mx", hosts, 25))))
                    .singleElement()
                    .asString()
                    .contains("smtp.listener.mx.host = " + hosts + ": expected each address once");
        }
    }

    @Test
    void anAddressOfTwoListeners() {
        assertThat(errors(List.of(
                        listener("mx", List.of("*"), 25, 2525),
                        listener("submission", List.of("127.0.0.1"), 587, 2525))))
                .containsExactly("smtp.listener.submission.port = [587, 2525]: expected another port or host, since"
                        + " 127.0.0.1 port 2525 (smtp.listener.submission.host = [127.0.0.1]) is also that of"
                        + " smtp.listener.mx.port = [25, 2525] with smtp.listener.mx.host = [*]");
    }

    @Test
    void anAddressOfAListenerThatIsBoundAlready() {
        assertThat(ListenAddresses.errors(
                        List.of(listener("other", List.of("localhost"), 25)),
                        List.of(listener("mx", List.of("127.0.0.1"), 25), listener("gone", List.of("no.invalid"), 25))))
                .singleElement()
                .extracting(ConfigError::key)
                .isEqualTo("smtp.listener.other.port");
    }

    @Test
    void everythingThatIsWrongIsFoundAtOnce() {
        assertThat(errors(List.of(
                        listener("a", List.of("no.such.name.invalid", "127.0.0.1"), 25),
                        listener("b", List.of("127.0.0.1"), 25),
                        listener("c", List.of("nor.this.invalid"), 26))))
                .hasSize(3);
    }

    @Test
    void differentAddressesAndPortsAreNoMistake() {
        assertThat(errors(List.of(
                        listener("a", List.of("127.0.0.1", "127.0.0.2", "::1"), 25, 26),
                        listener("b", List.of("127.0.0.3"), 25),
                        listener("c", List.of("*"), 27),
                        listener("d", List.of("*"), 0),
                        listener("e", List.of("*"), 0))))
                .isEmpty();
    }

    private static List<String> errors(List<ListenerSettings> wanted) {
        return ListenAddresses.errors(wanted, List.of()).stream()
                .map(ConfigError::toString)
                .toList();
    }

    private static ListenerSettings listener(String name, List<String> hosts, Integer... ports) {
        return ListenerConfiguration.defaults(name)
                .with(BindingKeys.HOST, hosts)
                .with(BindingKeys.PORT, List.of(ports));
    }
}
