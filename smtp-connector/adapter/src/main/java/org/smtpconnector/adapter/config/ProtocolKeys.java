package org.smtpconnector.adapter.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.protocol.Extension;
import org.smtpconnector.protocol.Leniency;
import org.smtpconnector.protocol.LineEndings;

/** The keys of the protocol: the extensions that are offered, and how strict the listener is. */
public final class ProtocolKeys {

    /** The key of each extension that can be switched off; STARTTLS, AUTH and XCLIENT follow from keys of their own. */
    public static final Map<Extension, Key<Boolean>> EXTENSIONS = Collections.unmodifiableMap(new EnumMap<>(Map.of(
            Extension.PIPELINING,
            extension("pipelining", true, "PIPELINING (RFC 2920). Without it, a client must wait for each reply."),
            Extension.EIGHT_BIT_MIME,
            extension("8bitmime", true, "8BITMIME (RFC 6152)."),
            Extension.SMTPUTF8,
            extension("smtputf8", true, "SMTPUTF8 (RFC 6531), which needs 8BITMIME."),
            Extension.CHUNKING,
            extension("chunking", true, "CHUNKING, the command BDAT (RFC 3030)."),
            Extension.BINARYMIME,
            extension("binarymime", true, "BINARYMIME (RFC 3030), which needs CHUNKING."),
            Extension.DSN,
            extension(
                    "dsn",
                    false,
                    "DSN (RFC 3461). The application sees which notifications the client asks for, and must send them."),
            Extension.REQUIRETLS,
            extension(
                    "requiretls",
                    false,
                    "REQUIRETLS (RFC 8689) under TLS. The application must relay such messages over TLS only."),
            Extension.LIMITS,
            extension(
                    "limits",
                    true,
                    "LIMITS (RFC 9422), which tells clients `max-recipients` and `max-messages-per-connection`."),
            Extension.HELP,
            extension("help", true, "the command HELP."))));

    public static final Key<LineEndings> LINE_ENDINGS = Key.inherited(
            "line-endings",
            Type.choice(LineEndings.class),
            "strict",
            "The treatment of a bare CR or bare LF in a text body: `strict` refuses the message, `ensure` changes each"
                    + " to CRLF, `leave` keeps them.");

    public static final Key<Set<Leniency>> LENIENCY = Key.inherited(
            "leniency",
            Type.choices(Leniency.class).or("none", Set.of()),
            "none",
            "The deviations from RFC 5321 that the listener accepts. `bare-lf-ends-data` makes SMTP smuggling possible.");

    public static final Key<Boolean> STRICT_HELO = Key.inherited(
            "strict-helo",
            Type.BOOLEAN,
            "false",
            "Whether HELO and EHLO need a domain or an address literal (RFC 5321 section 4.1.1.1). If not, the"
                    + " listener accepts any printable name: machines have names such as `web_1.internal`, and section 4.1.4"
                    + " forbids refusing mail because of a name.");

    private static final Rule BARE_LF_IS_TAKEN = new Rule(List.of(LENIENCY, LINE_ENDINGS), (settings, findings) -> {
        if (settings.get(LENIENCY).contains(Leniency.BARE_LF_ENDS_DATA)
                && settings.get(LINE_ENDINGS) == LineEndings.STRICT) {
            findings.error(
                    LENIENCY,
                    "no bare-lf-ends-data beside " + settings.show(LINE_ENDINGS) + ", which refuses such messages");
        }
    });

    static final Section SECTION = new Section("Protocol", keys(), rules());

    private ProtocolKeys() {}

    private static Key<Boolean> extension(String name, boolean on, String what) {
        return Key.inherited("extension." + name, Type.BOOLEAN, Boolean.toString(on), "Whether to offer " + what);
    }

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(EXTENSIONS.values());
        keys.add(LINE_ENDINGS);
        keys.add(LENIENCY);
        keys.add(STRICT_HELO);
        return keys;
    }

    private static List<Rule> rules() {
        return List.of(
                BARE_LF_IS_TAKEN,
                needs(Extension.SMTPUTF8, Extension.EIGHT_BIT_MIME), // RFC 6531 section 3.1
                needs(Extension.BINARYMIME, Extension.CHUNKING)); // RFC 3030 section 3
    }

    /** An extension left at its default is switched off together with the one it needs; one that was set explicitly is an error. */
    private static Rule needs(Extension one, Extension other) {
        Key<Boolean> wanted = EXTENSIONS.get(one);
        Key<Boolean> needed = EXTENSIONS.get(other);
        return new Rule(List.of(wanted, needed), (settings, findings) -> {
            if (!settings.isDefault(wanted) && settings.get(wanted) && !settings.get(needed)) {
                findings.error(wanted, "false beside " + settings.show(needed) + ", which it needs");
            }
        });
    }
}
