package org.smtpconnector.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpStatus.Counters;
import org.smtpconnector.api.SmtpStatus.Listener;
import org.smtpconnector.inbox.rest.ReadyResource.Check;
import org.smtpconnector.inbox.rest.ReadyResource.Ready;

class ReadyResourceTest {

    private static Listener listener(String name, boolean accepting) {
        return new Listener(
                name,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525)),
                accepting,
                false,
                0,
                0,
                0,
                new Counters(0, Map.of(), 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 0),
                Map.of());
    }

    @Test
    void isUpWhileEveryListenerTakesMail() {
        Ready ready = Ready.of(List.of(listener("mx", true)));

        assertThat(ready.status()).isEqualTo("UP");
        Check check = ready.checks().get(0);
        assertThat(check.status()).isEqualTo("UP");
        assertThat(check.data().get("listener.mx")).startsWith("127.0.0.1:2525, accepting");
    }

    @Test
    void isDownWhileOneDoesNotAndNamesEach() {
        Ready ready = Ready.of(List.of(listener("mx", true), listener("submission", false)));

        assertThat(ready.status()).isEqualTo("DOWN");
        assertThat(ready.checks().get(0).status()).isEqualTo("DOWN");
        assertThat(ready.checks().get(0).data()).containsOnlyKeys("listener.mx", "listener.submission");
        assertThat(Ready.of(List.of()).status()).isEqualTo("DOWN");
    }
}
