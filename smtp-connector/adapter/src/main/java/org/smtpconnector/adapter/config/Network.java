package org.smtpconnector.adapter.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The addresses that begin with the same bits, as in {@code 10.0.0.0/8} or {@code 2001:db8::/32} (RFC 4632, RFC 4291). Immutable. */
public final class Network {

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,2}|[01]\\d\\d|2[0-4]\\d|25[0-5])(\\.(\\d{1,2}|[01]\\d\\d|2[0-4]\\d|25[0-5])){3}");

    /** Begins as no host name does that has a colon: then the JDK takes it for an address, or for nothing. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private final byte[] address;
    private final int prefix;
    private final String text;

    private Network(byte[] address, int prefix, String text) {
        this.address = address;
        this.prefix = prefix;
        this.text = text;
    }

    /**
     * Reads a network, or a single address. Never asks the DNS.
     *
     * @param text not null
     * @return null if the text is neither, also if bits are set beyond the prefix: {@code 10.0.0.1/8} may mean two things
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = octets(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int bits = address.length * 8;
        String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            return null;
        }
        int prefix = Integer.parseInt(length);
        for (int bit = prefix; bit < bits; bit++) {
            if ((address[bit / 8] & mask(bit)) != 0) {
                return null;
            }
        }
        return new Network(address, prefix, text);
    }

    private static byte[] octets(String text) {
        // For any other text getByName would ask the DNS.
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Returns whether an address belongs to the network. An IPv4 address belongs to IPv4 networks only, also if it came as an
     * IPv4-mapped IPv6 address: {@link InetAddress} makes no difference there.
     *
     * @param other not null
     */
    public boolean contains(InetAddress other) {
        byte[] octets = other.getAddress();
        if (octets.length != address.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, octets, 0, whole)) {
            return false;
        }
        for (int bit = whole * 8; bit < prefix; bit++) {
            if (((address[bit / 8] ^ octets[bit / 8]) & mask(bit)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int mask(int bit) {
        return 0x80 >> bit % 8;
    }

    // By hand: those of a record would keep the class loader of the archive alive on JDK 17.
    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && prefix == network.prefix && Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefix;
    }

    /** Returns the text that was configured. */
    @Override
    public String toString() {
        return text;
    }
}
