package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.adapter.session.NoLeaks;
import org.smtpconnector.adapter.session.ProxyHeader;

/** Headers of both versions, whole, cut anywhere, and malformed ones. */
@ExtendWith(NoLeaks.class)
class ProxyHandlerTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REST = "EHLO client.example\r\n";

    private static byte[] octets(String header) {
        return header.startsWith("PROXY") || !header.matches("([0-9a-f]{2})*")
                ? header.replace("\\r\\n", "\r\n").getBytes(ISO_8859_1)
                : HexFormat.of().parseHex(header);
    }

    private final List<ProxyHeader> headers = new ArrayList<>();
    private int failures;

    private EmbeddedChannel channel() {
        headers.clear();
        failures = 0;
        return new EmbeddedChannel(new ProxyHandler(Duration.ofMinutes(1), headers::add, () -> failures++));
    }

    /** Cut at every octet, followed by octets of the client: the header is read when it is complete, and they are passed on. */
    private ProxyHeader read(String text) {
        byte[] header = octets(text);
        for (int length = 0; length < header.length; length++) {
            EmbeddedChannel channel = channel();
            channel.writeInbound(Unpooled.copiedBuffer(header, 0, length));
            assertThat(headers).as("the first %d octets", length).isEmpty();
            assertThat(failures).as("the first %d octets", length).isZero();
            channel.writeInbound(
                    Unpooled.copiedBuffer(header, length, header.length - length),
                    Unpooled.copiedBuffer(REST, ISO_8859_1));
            assertThat(headers).as("with the rest of the header").hasSize(1);
            assertPassedOn(channel);
        }
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(header, REST.getBytes(ISO_8859_1)));
        assertPassedOn(channel);
        return headers.get(0);
    }

    private static void assertPassedOn(EmbeddedChannel channel) {
        ByteBuf rest = channel.readInbound();
        assertThat(rest.toString(ISO_8859_1)).isEqualTo(REST);
        rest.release();
        assertThat(channel.pipeline().get(ProxyHandler.class)).isNull();
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25\\r\\n, 192.0.2.1, 40000, 198.51.100.7, 25",
        "PROXY TCP6 2001:db8::1 2001:db8::2 65535 1\\r\\n, 2001:db8:0:0:0:0:0:1, 65535, 2001:db8:0:0:0:0:0:2, 1",
        SIGNATURE + "2111000cc0000201c63364079c400019, 192.0.2.1, 40000, 198.51.100.7, 25",
        // with something that we do not look at behind the addresses
        SIGNATURE + "21110010c0000201c63364079c40001904000100, 192.0.2.1, 40000, 198.51.100.7, 25",
        SIGNATURE + "21210024" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "9c400019"
                + ", 2001:db8:0:0:0:0:0:1, 40000, 2001:db8:0:0:0:0:0:2, 25",
        SIGNATURE + "21210024" + "00000000000000000000ffffc0000201" + "00000000000000000000ffffc6336407" + "9c400019"
                + ", 192.0.2.1, 40000, 198.51.100.7, 25",
    })
    void addresses(String header, String client, int clientPort, String server, int serverPort) {
        ProxyHeader read = read(header);
        assertThat(read.remote().getAddress().getHostAddress()).isEqualTo(client);
        assertThat(read.remote().getPort()).isEqualTo(clientPort);
        assertThat(read.local().getAddress().getHostAddress()).isEqualTo(server);
        assertThat(read.local().getPort()).isEqualTo(serverPort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\\r\\n",
                "PROXY UNKNOWN ffff::1 ffff::2 1 2\\r\\n",
                SIGNATURE + "20000000", // LOCAL
                SIGNATURE + "2011000cc0000201c63364079c400019", // LOCAL, with addresses
                SIGNATURE + "21000000", // UNSPEC
                SIGNATURE + "2112000cc0000201c63364079c400019" // UDP
            })
    void noAddresses(String header) {
        assertThat(read(header)).isSameAs(ProxyHeader.NONE);
    }

    @Test
    void aUnixSocketHasNoAddressEither() {
        assertThat(read(SIGNATURE + "213100d8" + "00".repeat(216))).isSameAs(ProxyHeader.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\\r\\n",
                "proxy TCP4 192.0.2.1 198.51.100.7 40000 25\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 40000\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25 x\\r\\n",
                "PROXY TCP4 192.0.2.256 198.51.100.7 40000 25\\r\\n",
                "PROXY TCP4 client.example 198.51.100.7 40000 25\\r\\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\\r\\n",
                "PROXY TCP6 192.0.2.1 198.51.100.7 40000 25\\r\\n",
                "PROXY TCP6 2001:db8:::1 2001:db8::2 1 2\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 65536 25\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 -1 25\\r\\n",
                "PROXY  TCP4 192.0.2.1 198.51.100.7 1 25\\r\\n",
                "PROXY UDP4 192.0.2.1 198.51.100.7 1 25\\r\\n",
                "PROXY \\r\\n",
                "PROXY TCP4 999.1.1.1 198.51.100.7 40000 25\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25 \\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 +40000 25\\r\\n",
                "PROXY TCP6 fe80::1%lo ::1 1 2\\r\\n",
                "PROXY TCP6 [::1] ::1 1 2\\r\\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 0 25\\r\\n", // no connection has such a port
                SIGNATURE + "ff000000", // an unknown version
                SIGNATURE + "2141000cc0000201c63364079c400019", // an unknown address family
                SIGNATURE + "21110010c0000201c63364079c40001904000200", // a TLV that is longer than the header
                SIGNATURE + "1111000cc0000201c63364079c400019", // version 1
                SIGNATURE + "2211000cc0000201c63364079c400019", // an unknown command
                SIGNATURE + "2111000bc0000201c63364079c4000", // too short for its addresses
                SIGNATURE + "2111ffff", // too long
                "0d0a0d0a000d0a515549540b"
            })
    void malformed(String header) {
        assertMalformed(octets(header));
    }

    private void assertMalformed(byte[] header) {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(header));
        assertThat(headers).isEmpty();
        assertThat(failures).isOne();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.finish()).isFalse();
    }

    /** A load balancer looks whether the port is open. */
    @Test
    void aConnectionThatEndsWithoutAnOctetIsAHealthCheck() {
        EmbeddedChannel channel = channel();
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(failures).isZero();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatEndsInItsHeaderIsAFailure() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer("PRO", ISO_8859_1));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(failures).isOne();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anEndlessLineIsNotWaitedFor() {
        assertMalformed(("PROXY UNKNOWN " + "x".repeat(93)).getBytes(ISO_8859_1));
    }

    /** Whatever comes, it is a header, no header, or not yet one; and an incomplete one is short. */
    @Test
    void noise() {
        Random random = new Random(42);
        byte[][] seeds = {
            octets("PROXY TCP4 192.0.2.1 198.51.100.7 40000 25\r\n"),
            octets(SIGNATURE + "21210024" + "20010db8".repeat(8) + "9c400019"),
            octets(SIGNATURE + "21110024" + "c0000201c63364079c400019" + "200012" + "0100000000" + "210007"
                    + "544c5376312e33" + "020000" + "000000"),
        };
        for (int i = 0; i < 30_000; i++) {
            byte[] octets = Arrays.copyOf(seeds[i % seeds.length], 60 + random.nextInt(2100));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                octets[random.nextInt(60)] = (byte) random.nextInt(256);
            }
            EmbeddedChannel channel = channel();
            channel.writeInbound(Unpooled.copiedBuffer(octets));
            assertThat(headers.size() + failures).isLessThanOrEqualTo(1);
            if (headers.isEmpty() && failures == 0) {
                assertThat(octets.length).isLessThan(ProxyHeaderDecoder.MAX_LENGTH);
            }
            channel.finishAndReleaseAll();
        }
    }
}
