package org.smtpconnector.adapter.config;

import java.util.List;
import java.util.Optional;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.ServerProtocol;

/** The keys of the addresses of a listener, and of its name. */
public final class BindingKeys {

    // No fallback for host and port: two listeners cannot have the same, and Kubernetes puts SMTP_PORT=tcp://... into
    // the environment of every pod beside a service called "smtp".
    public static final Key<List<String>> HOST = Key.listenerOnly(
            "host",
            Type.HOSTS,
            "127.0.0.1",
            "The addresses or host names to listen on, separated by commas. `*` means every local address.");

    public static final Key<List<Integer>> PORT = Key.listenerOnly(
            "port",
            Type.list(Type.integer(0, 65535)),
            "2525",
            "The TCP ports to listen on, separated by commas. Each port is bound on every host. 0 lets the operating"
                    + " system choose a free port.");

    /** The keys that are checked together with those of other listeners, whatever is wrong with other keys. */
    static final Section ADDRESSES = new Section("Addresses", List.of(HOST, PORT));

    public static final Key<String> HOSTNAME = Key.inherited(
            "hostname",
            Type.HOSTNAME,
            Type.OWN_NAME,
            "The name of the server in greetings and `Received` fields. `auto` is the name of the machine.");

    public static final Key<Optional<String>> BANNER = Key.optional(
            "banner",
            Type.matching(
                    "[ -~]{1," + EngineSettings.MAX_BANNER + "}",
                    "at most " + EngineSettings.MAX_BANNER + " printable ASCII characters"),
            "The text that follows the server's name in the greeting. The default is `ESMTP ready` or `LMTP ready`.");

    public static final Key<Integer> BACKLOG = Key.inherited(
            "backlog",
            Type.integer(1, 65535),
            "1024",
            "The maximum number of connections that wait in the operating system until the adapter accepts them. The"
                    + " operating system may have a lower limit.");

    public static final Key<ServerProtocol> PROTOCOL = Key.inherited(
            "protocol",
            Type.choice(ServerProtocol.class),
            "smtp",
            "The protocol of the listener. With `lmtp` (RFC 2033) each recipient of a message gets a reply of its own.");

    public static final Key<Boolean> REVERSE_LOOKUP = Key.inherited(
            "reverse-lookup",
            Type.BOOLEAN,
            "false",
            "Whether the adapter looks up the host name of a client's address before the greeting. Beans find the name"
                    + " in the session.");

    private static final Rule NO_LMTP_ON_25 = new Rule(List.of(PROTOCOL, PORT), (settings, findings) -> {
        if (settings.get(PROTOCOL) == ServerProtocol.LMTP && settings.get(PORT).contains(25)) {
            findings.error(PORT, "another port than 25 with " + settings.show(PROTOCOL) + " (RFC 2033 section 5)");
        }
    });

    static final Section SECTION = new Section(
            "Binding",
            List.of(HOST, PORT, HOSTNAME, BANNER, BACKLOG, PROTOCOL, REVERSE_LOOKUP),
            List.of(NO_LMTP_ON_25));

    private BindingKeys() {}
}
