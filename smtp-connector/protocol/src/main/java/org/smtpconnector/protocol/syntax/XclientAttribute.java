package org.smtpconnector.protocol.syntax;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.smtpconnector.protocol.Replies;

/** The attributes that a proxy may tell with XCLIENT (Postfix, XCLIENT_README). */
public enum XclientAttribute {
    /** The client's host name. */
    NAME,
    /** Its address; IPv6 with the prefix {@code IPV6:}. */
    ADDR,
    /** Its port. */
    PORT,
    /** SMTP or ESMTP: whether it said HELO or EHLO. */
    PROTO,
    /** The name that it gave with HELO or EHLO. */
    HELO,
    /** The user as whom it authenticated at the proxy. */
    LOGIN,
    /** The address that it connected to. */
    DESTADDR,
    /** The port that it connected to. */
    DESTPORT;

    private static final Set<String> PROTOCOLS = Set.of("SMTP", "ESMTP", "LMTP");
    private static final String IPV6_PREFIX = "IPV6:";

    /** Returns all names, with spaces between them. */
    public static String names() {
        return Arrays.stream(values()).map(XclientAttribute::name).collect(Collectors.joining(" "));
    }

    /** Reads {@code 1*( SP name "=" xtext )}; {@code [UNAVAILABLE]} and {@code [TEMPUNAVAIL]} become empty. */
    static Map<XclientAttribute, String> parse(Cursor cursor) throws SyntaxException {
        Map<XclientAttribute, String> attributes = new EnumMap<>(XclientAttribute.class);
        while (cursor.take(' ')) {
            String name = cursor.takeUntil('=');
            if (!cursor.take('=')) {
                throw malformed();
            }
            XclientAttribute attribute = find(name);
            if (attributes.put(attribute, attribute.value(cursor.takeUntil(' '))) != null) {
                throw new SyntaxException(Replies.DUPLICATE_PARAMETER);
            }
        }
        if (attributes.isEmpty() || !cursor.atEnd()) {
            throw malformed();
        }
        return attributes;
    }

    private static XclientAttribute find(String name) throws SyntaxException {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private String value(String xtext) throws SyntaxException {
        if (xtext.equalsIgnoreCase("[UNAVAILABLE]") || xtext.equalsIgnoreCase("[TEMPUNAVAIL]")) {
            return "";
        }
        String value = Xtext.decode(xtext);
        return switch (this) {
            case ADDR, DESTADDR -> address(value);
            case PORT, DESTPORT -> port(value);
            case NAME, HELO -> name(value);
            case PROTO -> protocol(value);
            case LOGIN -> value;
        };
    }

    /** Checks the name that a client gives itself, or that the DNS gives it: any name in printable ASCII. */
    private static String name(String value) throws SyntaxException {
        if (!value.isEmpty() && !DomainGrammar.isPrintableName(value)) {
            throw malformed();
        }
        return value;
    }

    private static String protocol(String value) throws SyntaxException {
        String name = value.toUpperCase(Locale.ROOT);
        if (!PROTOCOLS.contains(name)) {
            throw malformed();
        }
        return name;
    }

    /** Returns the address in the form that needs no look-up to be understood. */
    private static String address(String value) throws SyntaxException {
        boolean ipv6 = value.regionMatches(true, 0, IPV6_PREFIX, 0, IPV6_PREFIX.length());
        String address = ipv6 ? value.substring(IPV6_PREFIX.length()) : value;
        if (ipv6 ? !DomainGrammar.isIpv6(address) : !DomainGrammar.isIpv4(address)) {
            throw malformed();
        }
        return address;
    }

    private static String port(String value) throws SyntaxException {
        if (!Ascii.isDigits(value) || value.length() > 5 || Integer.parseInt(value) > 65_535) {
            throw malformed();
        }
        return value;
    }

    private static SyntaxException malformed() {
        return new SyntaxException(Replies.BAD_PARAMETER);
    }
}
