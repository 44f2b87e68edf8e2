package org.smtpconnector.protocol;

import java.net.InetAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.smtpconnector.protocol.syntax.DomainGrammar;

/**
 * The settings of the engine, the same for all sessions of a listener. Immutable; made by {@link #builder()}, which begins with
 * the defaults named here.
 *
 * @param listener the listener's name, as sessions report it; {@code default}
 * @param hostname the name in greeting, replies and Received header, a domain or an address literal (RFC 5321 section 2.3.5);
 *     {@code localhost}
 * @param banner the text of the greeting after the name unless the application gives another one, printable ASCII of at most
 *     {@value #MAX_BANNER} characters; {@code ESMTP ready} or {@code LMTP ready}, which is also what null gives
 * @param protocol the protocol that the listener speaks; {@link ServerProtocol#SMTP}
 * @param maxMessageSize octets of the content, without the Received header; a message of exactly that size is taken; at least
 *     1; 25 MiB
 * @param maxCommandLine octets of a command line with CRLF; at least 512 (RFC 5321 section 4.5.3.1.4); 2048, since extensions
 *     lengthen MAIL and RCPT. AUTH may have {@value #MAX_AUTH_LINE} in any case (RFC 4954 section 4)
 * @param maxRecipients recipients of one transaction, at least 1; 100, the least that RFC 5321 section 4.5.3.1.8 wants
 * @param maxMessages transactions of one session, at least 1; no limit
 * @param maxErrors commands of one session that are ill-formed, unknown or out of order before it is ended, at least 1; 20
 * @param maxRefusedRecipients recipients that are refused with a 5xx, in one session since the last message that was taken, before
 *     the session is ended, at least 1; 50, half of what one message may have
 * @param maxJunkCommands commands in a row that bring no message nearer, before the session is ended, at least 1: NOOP, RSET,
 *     VRFY and the like, MAIL or content that is refused, AUTH answered 4xx; the end of a message starts the count anew; 100
 * @param strictHelo whether HELO, EHLO and LHLO take only a domain or an address literal (RFC 5321 section 4.1.1.1), and not every
 *     name of 1 to 255 printable ASCII characters without spaces; false, since RFC 5321 section 4.1.4 forbids to refuse mail for a
 *     name that does not verify, and many machines have a name that is no domain
 * @param maxDataLine octets of a line of the content with its CRLF, at least 1000 (RFC 5321 section 4.5.3.1.6); no limit. It
 *     does not hold for BINARYMIME, which has no lines
 * @param receivedHeader whether a Received header is put before the content (RFC 5321 section 4.4); true
 * @param extensions the extensions that are offered where they can be; all but DSN and REQUIRETLS, since only an application that
 *     sends notifications or passes messages on can keep their promises. SIZE and ENHANCEDSTATUSCODES cannot be switched off;
 *     STARTTLS, AUTH and XCLIENT have settings of their own
 * @param tls whether STARTTLS is offered, and whether mail is taken without TLS; forbidden. For a listener whose connections
 *     begin with TLS it does not matter
 * @param auth whether AUTH is offered, and whether mail is taken without it; forbidden
 * @param authMechanisms the mechanisms that are offered, in the order of the enum; PLAIN and LOGIN
 * @param insecureAuth whether AUTH is offered without TLS; false
 * @param maxAuthFailures failed authentications of one session before it is ended, at least 1; 3
 * @param lineEndings the treatment of bare CR and LF in bodies; {@link LineEndings#STRICT}
 * @param leniencies none
 * @param xclientTrusted tells of a peer's address whether the peer may use XCLIENT: the address of the TCP connection, or the one
 *     that the PROXY protocol names; of none
 */
public record EngineSettings(
        String listener,
        String hostname,
        String banner,
        ServerProtocol protocol,
        long maxMessageSize,
        int maxCommandLine,
        int maxRecipients,
        int maxMessages,
        int maxErrors,
        int maxRefusedRecipients,
        int maxJunkCommands,
        boolean strictHelo,
        int maxDataLine,
        boolean receivedHeader,
        Set<Extension> extensions,
        Requirement tls,
        Requirement auth,
        Set<AuthMechanism> authMechanisms,
        boolean insecureAuth,
        int maxAuthFailures,
        LineEndings lineEndings,
        Set<Leniency> leniencies,
        Predicate<InetAddress> xclientTrusted) {

    static final int MAX_AUTH_LINE = 12_288;

    /** With name and code it stays within a reply line's 512 octets (RFC 5321 section 4.5.3.1.5). */
    public static final int MAX_BANNER = 200;

    /**
     * Checks all values and copies the sets.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public EngineSettings {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(lineEndings, "lineEndings");
        Objects.requireNonNull(xclientTrusted, "xclientTrusted");
        banner = banner == null ? protocol == ServerProtocol.LMTP ? "LMTP ready" : "ESMTP ready" : banner;
        require(banner.matches("[ -~]{1," + MAX_BANNER + "}"), "banner", banner, "printable ASCII, not too long");
        require(isHostname(hostname), "hostname", hostname, "a domain or an address literal");
        require(maxMessageSize >= 1, "maxMessageSize", maxMessageSize, "at least 1");
        require(maxCommandLine >= 512, "maxCommandLine", maxCommandLine, "at least 512");
        require(maxRecipients >= 1, "maxRecipients", maxRecipients, "at least 1");
        require(maxMessages >= 1, "maxMessages", maxMessages, "at least 1");
        require(maxErrors >= 1, "maxErrors", maxErrors, "at least 1");
        require(maxRefusedRecipients >= 1, "maxRefusedRecipients", maxRefusedRecipients, "at least 1");
        require(maxJunkCommands >= 1, "maxJunkCommands", maxJunkCommands, "at least 1");
        require(maxDataLine >= 1000, "maxDataLine", maxDataLine, "at least 1000");
        require(maxAuthFailures >= 1, "maxAuthFailures", maxAuthFailures, "at least 1");
        extensions = copy(extensions, Extension.class);
        authMechanisms = copy(authMechanisms, AuthMechanism.class);
        leniencies = copy(leniencies, Leniency.class);
        require(auth == Requirement.FORBIDDEN || !authMechanisms.isEmpty(), "authMechanisms", "empty", "at least one");
    }

    /**
     * Tells whether a server may be called by this name: the grammar of {@link #hostname}, so that a configuration can refuse
     * what {@link Builder#build} would refuse.
     *
     * @param name not null
     * @return true for a domain of at most 255 octets with labels of at most 63 (RFC 5321 section 2.3.5), and for an IPv4 or IPv6
     *     address literal in brackets (RFC 5321 section 4.1.3)
     */
    public static boolean isHostname(String name) {
        return DomainGrammar.isDomainOrLiteral(name);
    }

    private static void require(boolean condition, String name, Object value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + expected);
        }
    }

    private static <E extends Enum<E>> Set<E> copy(Set<E> set, Class<E> type) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }

    /** Returns the octets that the line decoder lets a line have: those of the longest command. */
    int maxLine() {
        return auth == Requirement.FORBIDDEN ? maxCommandLine : Math.max(maxCommandLine, MAX_AUTH_LINE);
    }

    /**
     * Returns the settings with all defaults.
     *
     * @return not null
     */
    public static EngineSettings defaults() {
        return builder().build();
    }

    /**
     * Returns a builder that starts from the defaults.
     *
     * @return a new one, not null
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings, each described at {@link EngineSettings}. Not safe for use by several threads. */
    public static final class Builder {

        private String listener = "default";
        private String hostname = "localhost";
        private String banner;
        private ServerProtocol protocol = ServerProtocol.SMTP;
        private long maxMessageSize = 25L << 20;
        private int maxCommandLine = 2048;
        private int maxRecipients = 100;
        private int maxMessages = Integer.MAX_VALUE;
        private int maxErrors = 20;
        private int maxRefusedRecipients = 50;
        private int maxJunkCommands = 100;
        private boolean strictHelo;
        private int maxDataLine = Integer.MAX_VALUE;
        private boolean receivedHeader = true;
        private final Set<Extension> extensions = EnumSet.complementOf(EnumSet.of(Extension.DSN, Extension.REQUIRETLS));
        private Requirement tls = Requirement.FORBIDDEN;
        private Requirement auth = Requirement.FORBIDDEN;
        private Set<AuthMechanism> authMechanisms = EnumSet.of(AuthMechanism.PLAIN, AuthMechanism.LOGIN);
        private boolean insecureAuth;
        private int maxAuthFailures = 3;
        private LineEndings lineEndings = LineEndings.STRICT;
        private Set<Leniency> leniencies = EnumSet.noneOf(Leniency.class);
        private Predicate<InetAddress> xclientTrusted = address -> false;

        private Builder() {}

        public Builder listener(String value) {
            listener = value;
            return this;
        }

        public Builder hostname(String value) {
            hostname = value;
            return this;
        }

        public Builder banner(String value) {
            banner = value;
            return this;
        }

        public Builder protocol(ServerProtocol value) {
            protocol = value;
            return this;
        }

        public Builder maxMessageSize(long octets) {
            maxMessageSize = octets;
            return this;
        }

        public Builder maxCommandLine(int octets) {
            maxCommandLine = octets;
            return this;
        }

        public Builder maxRecipients(int value) {
            maxRecipients = value;
            return this;
        }

        public Builder maxMessages(int value) {
            maxMessages = value;
            return this;
        }

        public Builder maxErrors(int value) {
            maxErrors = value;
            return this;
        }

        public Builder maxRefusedRecipients(int value) {
            maxRefusedRecipients = value;
            return this;
        }

        public Builder maxJunkCommands(int value) {
            maxJunkCommands = value;
            return this;
        }

        public Builder strictHelo(boolean value) {
            strictHelo = value;
            return this;
        }

        public Builder maxDataLine(int octets) {
            maxDataLine = octets;
            return this;
        }

        public Builder receivedHeader(boolean value) {
            receivedHeader = value;
            return this;
        }

        /** Switches one extension on or off. */
        public Builder extension(Extension extension, boolean on) {
            if (on) {
                extensions.add(extension);
            } else {
                extensions.remove(extension);
            }
            return this;
        }

        public Builder tls(Requirement value) {
            tls = value;
            return this;
        }

        public Builder auth(Requirement value) {
            auth = value;
            return this;
        }

        public Builder authMechanisms(Set<AuthMechanism> values) {
            authMechanisms = values;
            return this;
        }

        public Builder insecureAuth(boolean value) {
            insecureAuth = value;
            return this;
        }

        public Builder maxAuthFailures(int value) {
            maxAuthFailures = value;
            return this;
        }

        public Builder lineEndings(LineEndings value) {
            lineEndings = value;
            return this;
        }

        public Builder leniencies(Set<Leniency> values) {
            leniencies = values;
            return this;
        }

        public Builder xclientTrusted(Predicate<InetAddress> value) {
            xclientTrusted = value;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return not null
         * @throws IllegalArgumentException if a value is out of its range; the message names it
         */
        public EngineSettings build() {
            return new EngineSettings(
                    listener,
                    hostname,
                    banner,
                    protocol,
                    maxMessageSize,
                    maxCommandLine,
                    maxRecipients,
                    maxMessages,
                    maxErrors,
                    maxRefusedRecipients,
                    maxJunkCommands,
                    strictHelo,
                    maxDataLine,
                    receivedHeader,
                    extensions,
                    tls,
                    auth,
                    authMechanisms,
                    insecureAuth,
                    maxAuthFailures,
                    lineEndings,
                    leniencies,
                    xclientTrusted);
        }
    }
}
