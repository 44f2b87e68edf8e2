package org.smtpconnector.adapter.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses that begin with the same bits, as in {@code 10.0.0.0/8} or {@code 2001:db8::/32} (RFC 4632, RFC 4291). Immutable. */
public final class Network {

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
     * @return null if it is not one, also if bits are set beyond the prefix: {@code 10.0.0.1/8} may mean two things
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
        boolean ip4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!ip4 && !(text.contains(":") && text.matches("[0-9A-Fa-f:.]+"))) {
            return null; // getByName would ask the DNS for it
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Whether an address belongs to it. An IPv4 address belongs to IPv4 networks only, also if it came as an IPv4-mapped IPv6
     * address: {@link InetAddress} makes no difference there.
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

    /** As it was configured. */
    @Override
    public String toString() {
        return text;
    }
}
