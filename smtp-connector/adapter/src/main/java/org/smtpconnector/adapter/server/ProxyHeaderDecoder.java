package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.smtpconnector.adapter.session.ProxyHeader;

/**
 * Decodes the header that a proxy puts in front of the octets of the client (HAProxy, "The PROXY protocol", versions 1 and 2).
 *
 * <p>Netty's decoder reads the header; this class finds its end and keeps its bounds. Netty's decoder alone would wait for more
 * octets where the first ones cannot become a header, would keep any number of them behind an unknown version, and would take
 * a line of version 1 whose words are not exactly those of the specification.
 */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {

    /** Maximum number of octets of a header, with all that a proxy tells of the client's TLS. */
    static final int MAX_LENGTH = 2048;

    private static final byte[] TEXT = "PROXY ".getBytes(US_ASCII);
    private static final int MAX_TEXT = 107; // section 2.1

    /** The words of version 1; Netty's decoder checks the addresses and the range of the ports. */
    private static final Pattern LINE = Pattern.compile(
            "PROXY (UNKNOWN( .*)?|TCP[46] [0-9A-Fa-f.:]+ [0-9A-Fa-f.:]+ \\d{1,5} \\d{1,5})\r\n", Pattern.DOTALL);

    private static final byte[] BINARY = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10}; // section 2.2
    private static final int BINARY_START = 16;

    /**
     * Reads a header, and leaves the octets behind it.
     *
     * @param in the octets of the connection from its beginning
     * @return null, and nothing is read, if the header is not complete yet
     * @throws HAProxyProtocolException if the octets cannot become a header
     */
    ProxyHeader read(ChannelHandlerContext ctx, ByteBuf in) {
        int length = in.isReadable() && in.getByte(in.readerIndex()) == BINARY[0] ? binaryLength(in) : textLength(in);
        return length == 0 ? null : decode(ctx, in.readSlice(length));
    }

    /** Returns the length of the header with its line end; 0 if there is none yet. */
    private static int textLength(ByteBuf in) {
        if (!begins(in, TEXT)) {
            return 0;
        }
        int end = in.indexOf(in.readerIndex(), in.readerIndex() + Math.min(in.readableBytes(), MAX_TEXT), (byte) '\n');
        if (end < 0) {
            if (in.readableBytes() >= MAX_TEXT) {
                throw new HAProxyProtocolException("a line of more than " + MAX_TEXT + " octets");
            }
            return 0;
        }
        int length = end - in.readerIndex() + 1;
        if (!LINE.matcher(in.toString(in.readerIndex(), length, US_ASCII)).matches()) {
            throw new HAProxyProtocolException("not TCP4, TCP6 or UNKNOWN with addresses, ports and CRLF");
        }
        return length;
    }

    /** Returns the length that the header announces; 0 if not all of it is there yet. */
    private static int binaryLength(ByteBuf in) {
        if (!begins(in, BINARY) || in.readableBytes() < BINARY_START) {
            return 0;
        }
        if (in.getByte(in.readerIndex() + BINARY.length) >> 4 != 2) {
            throw new HAProxyProtocolException("not version 2");
        }
        int length = BINARY_START + in.getUnsignedShort(in.readerIndex() + BINARY_START - Short.BYTES);
        if (length > MAX_LENGTH) {
            throw new HAProxyProtocolException("more than " + MAX_LENGTH + " octets");
        }
        return in.readableBytes() < length ? 0 : length;
    }

    /** Returns whether the octets of a beginning are there; throws as soon as there are others. */
    private static boolean begins(ByteBuf in, byte[] with) {
        int length = Math.min(in.readableBytes(), with.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != with[i]) {
                throw new HAProxyProtocolException("no header");
            }
        }
        return length == with.length;
    }

    private ProxyHeader decode(ChannelHandlerContext ctx, ByteBuf header) {
        List<Object> messages = new ArrayList<>(1);
        try {
            // Of a copy: a header whose last part is malformed must not keep the buffer of the channel.
            decode(ctx, Unpooled.wrappedBuffer(ByteBufUtil.getBytes(header)), messages);
        } catch (HAProxyProtocolException e) {
            throw e;
        } catch (Exception e) {
            throw new HAProxyProtocolException(e); // such as a part that is longer than the header
        }
        if (messages.isEmpty()) {
            throw new HAProxyProtocolException("a header that ends too early");
        }
        HAProxyMessage message = (HAProxyMessage) messages.get(0);
        try {
            return value(message);
        } finally {
            message.release();
        }
    }

    private static ProxyHeader value(HAProxyMessage message) {
        HAProxyProxiedProtocol proxied = message.proxiedProtocol();
        return proxied == HAProxyProxiedProtocol.TCP4 || proxied == HAProxyProxiedProtocol.TCP6
                ? new ProxyHeader(
                        address(message.destinationAddress(), message.destinationPort()),
                        address(message.sourceAddress(), message.sourcePort()))
                : ProxyHeader.NONE;
    }

    /** Returns the address without asking a name service. */
    private static InetSocketAddress address(String text, int port) {
        try {
            byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
            if (octets == null) {
                throw new HAProxyProtocolException("no address");
            }
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }
}
