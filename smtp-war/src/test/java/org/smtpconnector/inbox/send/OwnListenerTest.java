package org.smtpconnector.inbox.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smtpconnector.api.SmtpStatus;

class OwnListenerTest {

    private static SmtpStatus.Listener listener(String address, int port, boolean accepting, Map<String, String> set)
            throws UnknownHostException {
        Map<String, SmtpStatus.Setting> settings = set.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, setting -> new SmtpStatus.Setting(setting.getValue(), false)));
        SmtpStatus.Counters none = new SmtpStatus.Counters(0, Map.of(), 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 0);
        return new SmtpStatus.Listener(
                "x",
                List.of(new InetSocketAddress(InetAddress.getAllByName(address)[0], port)),
                accepting,
                false,
                0,
                0,
                0,
                none,
                settings);
    }

    @Test
    void anAddressOfAllAddressesIsReachedByLoopback() throws Exception {
        assertThat(OwnListener.find(List.of(listener("0.0.0.0", 25, true, Map.of()))))
                .hasValueSatisfying(server -> assertThat(server).hasToString("127.0.0.1:25"));
        assertThat(OwnListener.find(List.of(listener("192.0.2.1", 25, true, Map.of()))))
                .hasValueSatisfying(server -> assertThat(server).hasToString("192.0.2.1:25"));
        assertThat(OwnListener.find(List.of(listener("::1", 25, true, Map.of()))))
                .hasValueSatisfying(server -> assertThat(server).hasToString("[0:0:0:0:0:0:0:1]:25"));
    }

    @ParameterizedTest
    @CsvSource({"protocol,lmtp", "tls.mode,implicit", "tls.mode,required", "proxy-protocol,required"})
    void aListenerOfAnotherKindIsPassedOver(String key, String value) throws Exception {
        SmtpStatus.Listener other = listener("127.0.0.1", 24, true, Map.of(key, value));
        assertThat(OwnListener.find(List.of(other))).isEmpty();
        assertThat(OwnListener.find(List.of(other, listener("127.0.0.1", 25, true, Map.of("tls.mode", "optional")))))
                .hasValueSatisfying(server -> assertThat(server.port()).isEqualTo(25));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1,true",
        "127.0.0.1,localhost,true",
        "0.0.0.0,127.0.0.1,true",
        "0.0.0.0,127.0.0.2,true",
        "127.0.0.1,0.0.0.0,true",
        "0.0.0.0,192.0.2.1,false",
        "127.0.0.1,127.0.0.2,false",
        "127.0.0.1,no-such-host.invalid,false"
    })
    void aServerThatIsAListenerIsKnown(String bound, String host, boolean same) throws Exception {
        List<SmtpStatus.Listener> listeners = List.of(listener(bound, 25, true, Map.of()));
        assertThat(OwnListener.isAt(listeners, SmtpServer.inClear(host, 25))).isEqualTo(same);
        assertThat(OwnListener.isAt(listeners, SmtpServer.inClear(host, 26))).isFalse();
    }

    @Test
    void aListenerThatTakesNoMailIsPassedOver() throws Exception {
        assertThat(OwnListener.find(List.of(listener("127.0.0.1", 25, false, Map.of()))))
                .isEmpty();
        assertThat(OwnListener.find(List.of())).isEmpty();
    }
}
