package org.smtpconnector.adapter.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The header that a proxy puts before what the client says (HAProxy, "The PROXY protocol", versions 1 and 2).
 *
 * @param remote the client's end of its connection to the proxy
 * @param local the proxy's end
 */
public record ProxyHeader(InetSocketAddress local, InetSocketAddress remote) {

    /** A header that tells of no other connection: a proxy's own, or one over something else than TCP. */
    public static final ProxyHeader NONE = new ProxyHeader(null, null);

    /** Of a header: with it come the addresses, and what a proxy knows of the client's TLS. */
    public static final int MAX_LENGTH = 2048;

    private static final byte[] TEXT = "PROXY ".getBytes(US_ASCII);
    private static final int MAX_TEXT = 107; // section 2.1
    private static final byte[] BINARY = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10}; // section 2.2
    private static final int BINARY_START = 16;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** What came is no header. */
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads a header, and leaves what comes behind it.
     *
     * @return null if not all of it is there yet; then nothing has been read
     * @throws MalformedException if it cannot become one
     */
    public static ProxyHeader read(ByteBuf in) throws MalformedException {
        if (in.isReadable() && in.getByte(in.readerIndex()) == BINARY[0]) {
            return readBinary(in);
        }
        return readText(in);
    }

    /** Whether the beginning is there; an error as soon as it cannot be. */
    private static boolean begins(ByteBuf in, byte[] with) throws MalformedException {
        int length = Math.min(in.readableBytes(), with.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != with[i]) {
                throw new MalformedException("no header");
            }
        }
        return length == with.length;
    }

    private static ProxyHeader readText(ByteBuf in) throws MalformedException {
        if (!begins(in, TEXT)) {
            return null;
        }
        int end = in.indexOf(in.readerIndex(), in.readerIndex() + Math.min(in.readableBytes(), MAX_TEXT), (byte) '\n');
        if (end < 0) {
            if (in.readableBytes() >= MAX_TEXT) {
                throw new MalformedException("a line of more than " + MAX_TEXT + " octets");
            }
            return null;
        }
        String line = in.readCharSequence(end - in.readerIndex() + 1, US_ASCII).toString();
        if (!line.endsWith("\r\n")) {
            throw new MalformedException("a line without CRLF");
        }
        String[] words = line.substring(0, line.length() - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return NONE;
        }
        Pattern form = words[1].equals("TCP4") ? IPV4 : words[1].equals("TCP6") ? IPV6 : null;
        if (words.length != 6 || form == null) {
            throw new MalformedException("not TCP4, TCP6 or UNKNOWN with addresses and ports");
        }
        return new ProxyHeader(address(form, words[3], words[5]), address(form, words[2], words[4]));
    }

    private static InetSocketAddress address(Pattern form, String address, String port) throws MalformedException {
        try {
            if (form.matcher(address).matches()
                    && (form == IPV4 || address.contains(":"))
                    && port.matches("\\d{1,5}")
                    && Integer.parseInt(port) <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port)); // no look-up
            }
        } catch (UnknownHostException e) {
            // as below
        }
        throw new MalformedException("neither address nor port");
    }

    private static ProxyHeader readBinary(ByteBuf in) throws MalformedException {
        if (!begins(in, BINARY) || in.readableBytes() < BINARY_START) {
            return null;
        }
        int start = in.readerIndex();
        int versionAndCommand = in.getUnsignedByte(start + 12);
        int familyAndTransport = in.getUnsignedByte(start + 13);
        int length = in.getUnsignedShort(start + 14);
        if (versionAndCommand != 0x20 && versionAndCommand != 0x21) {
            throw new MalformedException("neither LOCAL nor PROXY of version 2");
        }
        if (BINARY_START + length > MAX_LENGTH) {
            throw new MalformedException("more than " + MAX_LENGTH + " octets");
        }
        if (in.readableBytes() < BINARY_START + length) {
            return null;
        }
        ByteBuf addresses = in.skipBytes(BINARY_START).readSlice(length);
        int octets = familyAndTransport == 0x11 ? 4 : familyAndTransport == 0x21 ? 16 : 0;
        if (versionAndCommand == 0x20 || octets == 0) {
            return NONE; // LOCAL, or neither TCP over IPv4 nor over IPv6
        }
        if (length < 2 * octets + 4) {
            throw new MalformedException("no room for addresses");
        }
        byte[] source = new byte[octets];
        byte[] destination = new byte[octets];
        addresses.readBytes(source).readBytes(destination);
        int sourcePort = addresses.readUnsignedShort();
        try {
            return new ProxyHeader(
                    new InetSocketAddress(InetAddress.getByAddress(destination), addresses.readUnsignedShort()),
                    new InetSocketAddress(InetAddress.getByAddress(source), sourcePort));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }
}
