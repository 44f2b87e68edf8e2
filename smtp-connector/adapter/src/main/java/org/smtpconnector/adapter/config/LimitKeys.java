package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of limits. A client is the network that it connects from: an IPv4 address, or the first 64 bits of an IPv6 one. */
public final class LimitKeys {

    public static final Key<Integer> MAX_CONNECTIONS = Key.inherited(
            "max-connections",
            Type.integer(1, 1_000_000),
            "1000",
            "The most connections at once; one more is answered 421.");

    public static final Key<Integer> MAX_CONNECTIONS_PER_CLIENT = Key.inherited(
            "max-connections-per-client",
            Type.integer(1, 1_000_000).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "100",
            "The most connections at once from one IPv4 address or one IPv6 /64 network; one more is answered 421.");

    public static final Key<Rate> MESSAGE_RATE_PER_CLIENT = Key.inherited(
            "message-rate-per-client",
            Type.RATE.or(Type.UNLIMITED, Rate.UNLIMITED),
            Type.UNLIMITED,
            "The most messages in a time from one IPv4 address or one IPv6 /64 network, all at once or spread over it; MAIL for"
                    + " one more is answered 451.");

    // 32 is what Payara's pool of message-driven beans has.
    public static final Key<Integer> MAX_PROCESSINGS = Key.inherited(
            "max-processings",
            Type.integer(1, 10_000),
            "32",
            "The most messages that beans process at once; further ones wait.");

    public static final Key<Integer> MAX_QUEUED_PROCESSINGS = Key.inherited(
            "max-queued-processings",
            Type.integer(0, 1_000_000),
            "1000",
            "The most messages, and other questions to beans, that wait at once; one more is answered 451.");

    public static final Key<Integer> MAX_MESSAGES = Key.inherited(
            "max-messages-per-connection",
            Type.integer(1, 1_000_000).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "1000",
            "The most messages of one connection; MAIL for one more is answered 421.");

    public static final Key<Integer> MAX_RECIPIENTS = Key.inherited(
            "max-recipients",
            Type.integer(100, 100_000), // RFC 5321 section 4.5.3.1.8
            "1000",
            "The most recipients of one message; one more is answered 452.");

    public static final Key<Integer> MAX_COMMAND_LINE = Key.inherited(
            "max-command-line",
            Type.integer(512, 65_536), // RFC 5321 section 4.5.3.1.4
            "2048",
            "The most octets of a command line with its CRLF; a longer one is answered 500.");

    // RFC 5321 section 4.5.3.1.6 lets clients count on 1000 only, but whole web pages come in one line.
    public static final Key<Integer> MAX_DATA_LINE = Key.inherited(
            "max-data-line",
            Type.size(1000, 1 << 30).map(Long::intValue).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "1M",
            "The most octets of a line of a message with its CRLF; a message with a longer one is answered 554.");

    public static final Key<Integer> MAX_ERRORS = Key.inherited(
            "max-errors",
            Type.integer(1, 1_000_000),
            "20",
            "The most commands of one connection that are unknown, ill-formed or out of order; the last is answered 421.");

    public static final Key<Integer> MAX_REFUSED_RECIPIENTS = Key.inherited(
            "max-refused-recipients",
            Type.integer(1, 1_000_000),
            "50",
            "The most recipients of one connection that are refused with a 5xx, since the last message that was taken; the last is"
                    + " answered 421 after that. Who tries which addresses there are learns no more at once.");

    public static final Key<Integer> MAX_JUNK_COMMANDS = Key.inherited(
            "max-junk-commands",
            Type.integer(1, 1_000_000),
            "100",
            "The most commands in a row that bring no message nearer, such as NOOP, RSET and VRFY, or MAIL and AUTH that are refused;"
                    + " one more is answered 421.");

    public static final Key<Integer> MIN_DATA_RATE = Key.inherited(
            "min-data-rate",
            Type.integer(0, 1 << 30),
            "500",
            "The fewest octets each second that a client must send of a message, once `timeout.data` has passed; a slower one is"
                    + " answered 421. 0 is no limit.");

    private static final Rule PROCESSINGS_WITHIN_CONNECTIONS =
            new Rule(List.of(MAX_PROCESSINGS, MAX_CONNECTIONS), (settings, findings) -> {
                if (!settings.isDefault(MAX_PROCESSINGS)
                        && settings.get(MAX_PROCESSINGS) > settings.get(MAX_CONNECTIONS)) {
                    findings.warning(
                            MAX_PROCESSINGS,
                            "a connection has one message at a time, and there are at most as many as "
                                    + settings.show(MAX_CONNECTIONS) + " allows");
                }
            });

    private static final Rule CLIENT_WITHIN_ALL =
            new Rule(List.of(MAX_CONNECTIONS_PER_CLIENT, MAX_CONNECTIONS), (settings, findings) -> {
                int each = settings.get(MAX_CONNECTIONS_PER_CLIENT);
                if (!settings.isDefault(MAX_CONNECTIONS_PER_CLIENT)
                        && each != Integer.MAX_VALUE
                        && each > settings.get(MAX_CONNECTIONS)) {
                    findings.warning(
                            MAX_CONNECTIONS_PER_CLIENT,
                            "is never reached, since there are at most " + settings.show(MAX_CONNECTIONS));
                }
            });

    static final Section SECTION = new Section(
            "Limits",
            List.of(
                    MAX_CONNECTIONS,
                    MAX_CONNECTIONS_PER_CLIENT,
                    MESSAGE_RATE_PER_CLIENT,
                    MAX_PROCESSINGS,
                    MAX_QUEUED_PROCESSINGS,
                    MAX_MESSAGES,
                    MAX_RECIPIENTS,
                    MAX_COMMAND_LINE,
                    MAX_DATA_LINE,
                    MAX_ERRORS,
                    MAX_REFUSED_RECIPIENTS,
                    MAX_JUNK_COMMANDS,
                    MIN_DATA_RATE),
            List.of(PROCESSINGS_WITHIN_CONNECTIONS, CLIENT_WITHIN_ALL));

    private LimitKeys() {}
}
