package org.smtpconnector.inbox.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpJournal.Outcome;
import org.smtpconnector.api.SmtpStatus.Bucket;
import org.smtpconnector.api.SmtpStatus.Counters;
import org.smtpconnector.api.SmtpStatus.Deliveries;
import org.smtpconnector.api.SmtpStatus.Listener;
import org.smtpconnector.inbox.Address;

class ListenerHealthTest {

    private static final InetSocketAddress BOUND = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2525);

    private static Listener listener(boolean accepting, InetSocketAddress... addresses) {
        return listener(accepting, false, addresses);
    }

    private static Listener listener(boolean accepting, boolean saturated, InetSocketAddress... addresses) {
        Counters counters = new Counters(
                1,
                Map.of(),
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                Map.of(Outcome.ACCEPTED, times(4), Outcome.FAILED, times(5)),
                0);
        return new Listener("default", List.of(addresses), accepting, saturated, 1, 2, 3, counters, Map.of());
    }

    private static Deliveries times(int count) {
        return new Deliveries(List.of(new Bucket(Bucket.UNLIMITED, count, Duration.ofSeconds(count))));
    }

    @Test
    void isReadyWhenEveryListenerTakesMail() {
        assertThat(ListenerHealth.isReady(List.of(listener(true, BOUND)))).isTrue();
        assertThat(ListenerHealth.isReady(List.of(listener(true, BOUND), listener(false, BOUND))))
                .isFalse();
        assertThat(ListenerHealth.isReady(List.of(listener(true)))).isFalse();
    }

    @Test
    void isNotReadyWhileThereIsNoRoom() {
        assertThat(ListenerHealth.isReady(List.of(listener(true, true, BOUND)))).isFalse();
        assertThat(ListenerHealth.describe(listener(true, true, BOUND)))
                .startsWith("127.0.0.1:2525, accepting, saturated,");
    }

    @Test
    void isNotReadyWithoutAListener() {
        assertThat(ListenerHealth.isReady(List.of())).isFalse();
    }

    @Test
    void describesAListenerBeginningWithItsAddresses() {
        assertThat(ListenerHealth.describe(listener(true, BOUND)))
                .isEqualTo(
                        "127.0.0.1:2525, accepting, connections 1, processings 2, waiting 3, delivered 4, refused 5");
        assertThat(ListenerHealth.describe(listener(false))).startsWith("not bound, not accepting");
    }

    @Test
    void writesAnIpv6AddressInBrackets() throws UnknownHostException {
        byte[] address = new byte[16];
        address[15] = 1;
        assertThat(Address.text(new InetSocketAddress(InetAddress.getByAddress(address), 25)))
                .isEqualTo("[0:0:0:0:0:0:0:1]:25");
    }
}
