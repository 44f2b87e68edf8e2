package org.smtpconnector.adapter.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of both versions, whole, cut anywhere, and malformed ones. */
class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String REST = "EHLO client.example\r\n";

    private static byte[] octets(String header) {
        return header.startsWith("PROXY") || !header.matches("([0-9a-f]{2})*")
                ? header.replace("\\r\\n", "\r\n").getBytes(ISO_8859_1)
                : HexFormat.of().parseHex(header);
    }

    /** Cut at every octet, followed by something else: what is behind it is left. */
    private static ProxyHeader read(String text) throws Exception {
        byte[] header = octets(text);
        for (int length = 0; length < header.length; length++) {
            ByteBuf part = Unpooled.wrappedBuffer(header, 0, length);
            assertThat(ProxyHeader.read(part)).as("the first %d octets", length).isNull();
            assertThat(part.readableBytes()).isEqualTo(length);
        }
        ByteBuf whole = Unpooled.wrappedBuffer(header, REST.getBytes(ISO_8859_1));
        ProxyHeader read = ProxyHeader.read(whole);
        assertThat(whole.toString(ISO_8859_1)).isEqualTo(REST);
        return read;
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.7 40000 25\\r\\n, 192.0.2.1, 40000, 198.51.100.7, 25",
        "PROXY TCP6 2001:db8::1 2001:db8::2 65535 0\\r\\n, 2001:db8:0:0:0:0:0:1, 65535, 2001:db8:0:0:0:0:0:2, 0",
        SIGNATURE + "2111000cc0000201c63364079c400019, 192.0.2.1, 40000, 198.51.100.7, 25",
        // with something that we do not look at behind the addresses
        SIGNATURE + "21110010c0000201c63364079c40001904000100, 192.0.2.1, 40000, 198.51.100.7, 25",
        SIGNATURE + "21210024" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "9c400019"
                + ", 2001:db8:0:0:0:0:0:1, 40000, 2001:db8:0:0:0:0:0:2, 25",
        SIGNATURE + "21210024" + "00000000000000000000ffffc0000201" + "00000000000000000000ffffc6336407" + "9c400019"
                + ", 192.0.2.1, 40000, 198.51.100.7, 25",
    })
    void addresses(String header, String client, int clientPort, String server, int serverPort) throws Exception {
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
    void noAddresses(String header) throws Exception {
        assertThat(read(header)).isSameAs(ProxyHeader.NONE);
    }

    @Test
    void aUnixSocketHasNoAddressEither() throws Exception {
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
                SIGNATURE + "1111000cc0000201c63364079c400019", // version 1
                SIGNATURE + "2211000cc0000201c63364079c400019", // an unknown command
                SIGNATURE + "2111000bc0000201c63364079c4000", // too short for its addresses
                SIGNATURE + "2111ffff", // too long
                "0d0a0d0a000d0a515549540b"
            })
    void malformed(String header) {
        assertThatExceptionOfType(ProxyHeader.MalformedException.class)
                .isThrownBy(() -> ProxyHeader.read(Unpooled.wrappedBuffer(octets(header))));
    }

    @Test
    void anEndlessLineIsNotWaitedFor() {
        assertThatExceptionOfType(ProxyHeader.MalformedException.class)
                .isThrownBy(() -> ProxyHeader.read(
                        Unpooled.wrappedBuffer(("PROXY UNKNOWN " + "x".repeat(93)).getBytes(ISO_8859_1))));
    }

    /** Whatever comes, it is a header, no header, or not yet one; and what is not yet one is short. */
    @Test
    void noise() {
        Random random = new Random(42);
        byte[][] seeds = {
            octets("PROXY TCP4 192.0.2.1 198.51.100.7 40000 25\r\n"),
            octets(SIGNATURE + "21210024" + "20010db8".repeat(8) + "9c400019"),
        };
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = java.util.Arrays.copyOf(seeds[i % 2], 60 + random.nextInt(2100));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                octets[random.nextInt(60)] = (byte) random.nextInt(256);
            }
            try {
                ProxyHeader read = ProxyHeader.read(Unpooled.wrappedBuffer(octets));
                assertThat(read != null || octets.length < ProxyHeader.MAX_LENGTH)
                        .isTrue();
            } catch (ProxyHeader.MalformedException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }
}
