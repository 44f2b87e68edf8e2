package org.smtpconnector.adapter.config;

import java.util.List;

/** How much of everything. */
public final class LimitKeys {

    public static final Key<Integer> MAX_CONNECTIONS = Key.shared(
            "max-connections", Type.integer(1, 1_000_000), "1000", "Connections at once; one more is answered 421.");

    // 32 is what Payara's pool of message-driven beans has.
    public static final Key<Integer> MAX_PROCESSINGS = Key.shared(
            "max-processings",
            Type.integer(1, 10_000),
            "32",
            "Messages that beans process at once; further ones wait.");

    public static final Key<Integer> MAX_RECIPIENTS = Key.shared(
            "max-recipients",
            Type.integer(100, 100_000), // RFC 5321 section 4.5.3.1.8
            "1000",
            "Recipients of one message; one more is answered 452.");

    public static final Key<Integer> MAX_COMMAND_LINE = Key.shared(
            "max-command-line",
            Type.integer(512, 65_536), // RFC 5321 section 4.5.3.1.4
            "2048",
            "Octets of a command line with its CRLF; a longer one is answered 500.");

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

    static final Section SECTION = new Section(
            "Limits",
            List.of(MAX_CONNECTIONS, MAX_PROCESSINGS, MAX_RECIPIENTS, MAX_COMMAND_LINE),
            List.of(PROCESSINGS_WITHIN_CONNECTIONS));

    private LimitKeys() {}
}
