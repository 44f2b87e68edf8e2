package org.smtpconnector.inbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpStatus.Listener;
import org.smtpconnector.inbox.Address;

class ListenersReadyTest {

    private static final InetSocketAddress BOUND = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525);

    private static Listener listener(boolean accepting, InetSocketAddress... addresses) {
        return new Listener("default", List.of(addresses), accepting, 1, 2, 3, 4, 5, Map.of());
    }

    @Test
    void isReadyWhenEveryListenerTakesMail() {
        assertThat(ListenersReady.isReady(List.of(listener(true, BOUND)))).isTrue();
        assertThat(ListenersReady.isReady(List.of(listener(true, BOUND), listener(false, BOUND))))
                .isFalse();
        assertThat(ListenersReady.isReady(List.of(listener(true)))).isFalse();
    }

    @Test
    void isNotReadyWithoutAListener() {
        assertThat(ListenersReady.isReady(List.of())).isFalse();
    }

    @Test
    void describesAListenerBeginningWithItsAddresses() {
        assertThat(ListenersReady.describe(listener(true, BOUND)))
                .isEqualTo(
                        "127.0.0.1:2525, accepting, connections 1, processings 2, waiting 3, delivered 4, refused 5");
        assertThat(ListenersReady.describe(listener(false))).startsWith("not bound, not accepting");
    }

    @Test
    void writesAnIpv6AddressInBrackets() throws UnknownHostException {
        byte[] address = new byte[16];
        address[15] = 1;
        assertThat(Address.text(new InetSocketAddress(InetAddress.getByAddress(address), 25)))
                .isEqualTo("[0:0:0:0:0:0:0:1]:25");
    }
}
