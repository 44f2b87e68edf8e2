package org.smtpconnector.adapter.config;

import java.util.List;

/** The keys of limits. A client is the network that it connects from: an IPv4 address, or the first 64 bits of an IPv6 one. */
public final class LimitKeys {

    public static final Key<Integer> MAX_CONNECTIONS = Key.inherited(
            "max-connections",
            Type.integer(1, 1_000_000),
            "1000",
            "The maximum number of open connections. A further connection is answered 421.");

    public static final Key<Integer> MAX_CONNECTIONS_PER_CLIENT = Key.inherited(
            "max-connections-per-client",
            Type.integer(1, 1_000_000).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "100",
            "The maximum number of open connections from one IPv4 address or IPv6 /64 network. A further connection is"
                    + " answered 421.");

    public static final Key<Rate> MESSAGE_RATE_PER_CLIENT = Key.inherited(
            "message-rate-per-client",
            Type.RATE.or(Type.UNLIMITED, Rate.UNLIMITED),
            Type.UNLIMITED,
            "The maximum number of messages from one IPv4 address or IPv6 /64 network within the given time. MAIL for"
                    + " a further message is answered 451.");

    // 32 is what Payara's pool of message-driven beans has.
    public static final Key<Integer> MAX_PROCESSINGS = Key.inherited(
            "max-processings",
            Type.integer(1, 10_000),
            "32",
            "The maximum number of messages that beans process at the same time. Further messages wait.");

    public static final Key<Integer> MAX_QUEUED_PROCESSINGS = Key.inherited(
            "max-queued-processings",
            Type.integer(0, 1_000_000),
            "1000",
            "The maximum number of messages and hook calls that wait for a bean. A further one is answered 451.");

    public static final Key<Integer> MAX_MESSAGES = Key.inherited(
            "max-messages-per-connection",
            Type.integer(1, 1_000_000).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "1000",
            "The maximum number of messages on one connection. MAIL for a further message is answered 421.");

    public static final Key<Integer> MAX_RECIPIENTS = Key.inherited(
            "max-recipients",
            Type.integer(100, 100_000), // RFC 5321 section 4.5.3.1.8
            "1000",
            "The maximum number of recipients of one message. A further RCPT is answered 452.");

    public static final Key<Integer> MAX_COMMAND_LINE = Key.inherited(
            "max-command-line",
            Type.integer(512, 65_536), // RFC 5321 section 4.5.3.1.4
            "2048",
            "The maximum length of a command line in octets, with its CRLF. A longer line is answered 500.");

    // RFC 5321 section 4.5.3.1.6 lets clients count on 1000 only, but whole web pages come in one line.
    public static final Key<Integer> MAX_DATA_LINE = Key.inherited(
            "max-data-line",
            Type.size(1000, 1 << 30).map(Long::intValue).or(Type.UNLIMITED, Integer.MAX_VALUE),
            "1M",
            "The maximum length of a line of a message in octets, with its CRLF. A message with a longer line is answered 554.");

    public static final Key<Integer> MAX_ERRORS = Key.inherited(
            "max-errors",
            Type.integer(1, 1_000_000),
            "20",
            "The maximum number of commands on one connection that are unknown, malformed or out of order. The last"
                    + " one is answered 421.");

    public static final Key<Integer> MAX_REFUSED_RECIPIENTS = Key.inherited(
            "max-refused-recipients",
            Type.integer(1, 1_000_000),
            "50",
            "The maximum number of recipients on one connection that are refused with 5xx since the last accepted"
                    + " message. After the last one the connection ends with 421. This stops clients that guess addresses.");

    public static final Key<Integer> MAX_JUNK_COMMANDS = Key.inherited(
            "max-junk-commands",
            Type.integer(1, 1_000_000),
            "100",
            "The maximum number of consecutive commands without progress towards a message, such as NOOP, RSET, VRFY,"
                    + " or a refused MAIL or AUTH. A further one is answered 421.");

    public static final Key<Integer> MIN_DATA_RATE = Key.inherited(
            "min-data-rate",
            Type.integer(0, 1 << 30),
            "500",
            "The minimum rate, in octets per second, at which a client must send a message once `timeout.data` has"
                    + " passed. A slower client is answered 421. 0 means no minimum.");

    private static final Rule PROCESSINGS_WITHIN_CONNECTIONS =
            new Rule(List.of(MAX_PROCESSINGS, MAX_CONNECTIONS), (settings, findings) -> {
                if (!settings.isDefault(MAX_PROCESSINGS)
                        && settings.get(MAX_PROCESSINGS) > settings.get(MAX_CONNECTIONS)) {
                    findings.warning(
                            MAX_PROCESSINGS,
                            "a connection has one message at a time, and " + settings.show(MAX_CONNECTIONS)
                                    + " allows fewer connections");
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
                            "is never reached, because of " + settings.show(MAX_CONNECTIONS));
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
