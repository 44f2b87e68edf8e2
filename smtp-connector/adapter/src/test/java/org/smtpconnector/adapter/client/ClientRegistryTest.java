package org.smtpconnector.adapter.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.smtpconnector.adapter.config.AuthKeys;
import org.smtpconnector.adapter.config.LimitKeys;
import org.smtpconnector.adapter.config.ListenerConfiguration;
import org.smtpconnector.adapter.config.ListenerSettings;
import org.smtpconnector.adapter.config.Rate;

/** A client has its limits, is remembered, and is forgotten again. */
class ClientRegistryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private long now = Long.MAX_VALUE - 5; // a clock may overflow
    private ListenerSettings settings = ListenerConfiguration.defaults("default")
            .with(LimitKeys.MAX_CONNECTIONS_PER_CLIENT, 2)
            .with(LimitKeys.MESSAGE_RATE_PER_CLIENT, Rate.of(3, Duration.ofMinutes(1)))
            .with(AuthKeys.FAILURE_DELAY, SECOND);
    private final ClientRegistry clients = new ClientRegistry(settings, () -> now);

    @Test
    void aClientIsAnIpv4AddressOrAnIpv6Network() throws Exception {
        assertThat(network("192.0.2.1")).isEqualTo(network("::ffff:192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("0.0.0.1")).isNotEqualTo(network("::1"));
        assertThat(network("255.255.255.255")).isNotEqualTo(network("ffff:ffff:ffff:ffff::"));
    }

    @Test
    void eachHasItsOwnConnections() {
        ClientNetwork one = connect("192.0.2.1");
        assertThat(connect("192.0.2.1")).isSameAs(one);
        assertThat(connect("192.0.2.1")).isNull();
        assertThat(connect("192.0.2.2")).isNotNull();
        one.disconnected();
        assertThat(connect("192.0.2.1")).isSameAs(one);
        assertThat(connect("192.0.2.1")).isNull();
    }

    @Test
    void whoHasGoneAndLeftNothingIsForgotten() {
        for (int i = 0; i < 1000; i++) {
            connect("192.0.2." + i % 200).disconnected();
        }
        assertThat(clients.size()).isZero();
    }

    @Test
    void messagesMayComeAtOnceOrSpreadButNotMore() {
        ClientNetwork client = connect("192.0.2.1");
        assertThat(takes(client, 5)).isEqualTo(3);
        pass(Duration.ofSeconds(19));
        assertThat(takes(client, 5)).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(takes(client, 5)).isEqualTo(1);
        pass(Duration.ofDays(1));
        assertThat(takes(client, 5)).isEqualTo(3);
    }

    @Test
    void aNewConnectionBringsNoNewMessages() {
        ClientNetwork client = connect("192.0.2.1");
        takes(client, 3);
        client.disconnected();
        assertThat(takes(connect("192.0.2.1"), 1)).isZero();
        assertThat(takes(connect("192.0.2.2"), 1)).isEqualTo(1);
    }

    @Test
    void theDelayDoublesAndIsForgotten() {
        ClientNetwork client = connect("192.0.2.1");
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 32, 32}) {
            assertThat(client.credentialFailed(0)).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
        }
        client.disconnected();
        assertThat(connect("192.0.2.1").credentialFailed(0)).isEqualTo(Duration.ofSeconds(32));
        assertThat(connect("192.0.2.2").credentialFailed(0)).isEqualTo(SECOND);
        pass(Duration.ofMinutes(16));
        assertThat(client.credentialFailed(0)).isEqualTo(SECOND);
    }

    @Test
    void theDelayDoesNotTellHowLongFindingOutTook() {
        assertThat(connect("192.0.2.1").credentialFailed(ms(10))).isEqualTo(Duration.ofMillis(990));
        assertThat(connect("192.0.2.2").credentialFailed(ms(700))).isEqualTo(Duration.ofMillis(300));
        assertThat(connect("192.0.2.3").credentialFailed(ms(1000))).isEqualTo(Duration.ZERO);
        assertThat(connect("192.0.2.4").credentialFailed(ms(1300))).isEqualTo(Duration.ofMillis(700));
        assertThat(connect("192.0.2.5").credentialUnknown(ms(300))).isEqualTo(Duration.ofMillis(700));
    }

    /** A client that does not wait for one reply learns nothing sooner from the next, be it right or wrong. */
    @Test
    void aRightCredentialWaitsForTheRepliesToWrongOnes() {
        ClientNetwork client = connect("192.0.2.1");
        assertThat(client.silence()).isZero();
        client.credentialFailed(0);
        client.credentialFailed(0);
        assertThat(client.silence()).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(client.silence()).isZero();
    }

    @Test
    void noMoreAreRememberedThanThereMayBe() throws Exception {
        for (int i = 0; i < ClientRegistry.MAX_REMEMBERED + 1000; i++) {
            ClientNetwork client = clients.connected(
                    InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
            takes(client, 1);
            client.disconnected();
        }
        assertThat(clients.size()).isEqualTo(ClientRegistry.MAX_REMEMBERED);
        pass(Duration.ofMinutes(1));
        connect("192.0.2.1").disconnected();
        assertThat(clients.size()).isZero();
    }

    private static int takes(ClientNetwork client, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += client.takeMessage() ? 1 : 0;
        }
        return taken;
    }

    private static long ms(long time) {
        return TimeUnit.MILLISECONDS.toNanos(time);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private ClientNetwork connect(String address) {
        try {
            return clients.connected(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static long network(String address) throws UnknownHostException {
        return ClientNetwork.number(InetAddress.getByName(address));
    }
}
