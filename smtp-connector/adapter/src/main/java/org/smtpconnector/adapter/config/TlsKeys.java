package org.smtpconnector.adapter.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smtpconnector.adapter.tls.ClientAuth;
import org.smtpconnector.adapter.tls.JavaTls;
import org.smtpconnector.adapter.tls.NativeTls;
import org.smtpconnector.adapter.tls.ServerTls;
import org.smtpconnector.adapter.tls.TlsException;
import org.smtpconnector.adapter.tls.TlsFiles;
import org.smtpconnector.adapter.tls.TlsPreset;
import org.smtpconnector.adapter.tls.TlsProvider;
import org.smtpconnector.adapter.tls.TlsSettings;
import org.smtpconnector.protocol.Secret;

/** The keys of TLS. */
public final class TlsKeys {

    public static final Key<TlsMode> MODE = Key.inherited(
            "tls.mode",
            Type.choice(TlsMode.class),
            "auto",
            "`forbidden`: STARTTLS is not offered. `optional`: clients may use STARTTLS. `required`: clients must use"
                    + " STARTTLS. `implicit`: connections begin with TLS. `auto` is `optional` if a certificate is configured,"
                    + " else `forbidden`.");

    public static final Key<Optional<List<Path>>> CERTIFICATE = files(
            "tls.certificate",
            "PEM files. Each has a certificate of the server, the certificates of its issuers behind it, and"
                    + " optionally the private key. The client gets the certificate for the name that it asks for (SNI), else"
                    + " the first one.");

    public static final Key<Optional<List<Path>>> PRIVATE_KEY = files(
            "tls.private-key",
            "PEM files with the private keys (PKCS #8, PKCS #1, SEC 1), in any order. Not needed if the keys are in"
                    + " the files of the certificates.");

    public static final Key<Optional<Secret>> PRIVATE_KEY_PASSWORD =
            Key.secret("tls.private-key-password", "The password of encrypted private keys.");

    public static final Key<Optional<Path>> KEY_STORE = Key.optional(
            "tls.key-store",
            Type.FILE,
            "A PKCS #12 file with certificates and their private keys, in place of PEM files or in addition to them.");

    public static final Key<Optional<Secret>> KEY_STORE_PASSWORD =
            Key.secret("tls.key-store-password", "The password of the file `tls.key-store` and of the keys in it.");

    public static final Key<Optional<List<Path>>> TRUST_CERTIFICATES = files(
            "tls.trust-certificates",
            "PEM files with the certificates of the authorities that issue the clients' certificates.");

    public static final Key<ClientAuth> CLIENT_AUTH = Key.inherited(
            "tls.client-auth",
            Type.choice(ClientAuth.class),
            "none",
            "`none`: clients are not asked for a certificate. `optional`: clients may present one. `required`: the"
                    + " handshake fails without one. A certificate that is not trusted ends the connection.");

    public static final Key<TlsProvider> PROVIDER = Key.inherited(
            "tls.provider",
            Type.choice(TlsProvider.class),
            "auto",
            "The TLS library: that of the Java virtual machine (`jdk`), or BoringSSL (`native`), which needs a"
                    + " fraction of the processor time. `auto` is `native` if BoringSSL loads and has the configured"
                    + " `tls.ciphers`, else `jdk`. The log line of each certificate names the library.");

    public static final Key<TlsPreset> PRESET = Key.inherited(
            "tls.preset",
            Type.choice(TlsPreset.class),
            "modern",
            "The versions of TLS and the cipher suites. `modern` is TLS 1.3 and 1.2 with forward secrecy and"
                    + " authenticated encryption. `intermediate` adds DHE. `legacy` is everything that the Java virtual machine"
                    + " still allows.");

    public static final Key<Optional<Set<String>>> PROTOCOLS = Key.optional(
            "tls.protocols",
            Type.someOf(named(JavaTls.protocols())),
            "The versions of TLS, in place of those of `tls.preset`.");

    public static final Key<Optional<List<String>>> CIPHERS = Key.optional(
            "tls.ciphers",
            Type.list(new Type<>(
                    "a cipher suite that this Java virtual machine has, such as TLS_AES_256_GCM_SHA384",
                    name -> JavaTls.ciphers().contains(name) ? name : null)),
            "The cipher suites, the preferred one first, in place of those of `tls.preset`.");

    public static final Key<Duration> RELOAD_INTERVAL = Key.inherited(
            "tls.reload-interval",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "PT1M",
            "The interval at which the adapter checks the files of certificates and keys for changes. New connections"
                    + " use the new content.");

    public static final Key<Optional<List<String>>> SELF_SIGNED_NAMES = Key.optional(
            "tls.self-signed.names",
            Type.list(Type.matching("[0-9A-Za-z.:_*-]{1,255}", "a host name or an address")),
            "Additional names and addresses in the self-signed certificate that the adapter makes if TLS is on and no"
                    + " certificate is configured. `hostname` and the names and addresses of `host` are always in it.");

    private static final List<Key<?>> SEEN = List.of(
            BindingKeys.HOST,
            BindingKeys.HOSTNAME,
            MODE,
            CERTIFICATE,
            PRIVATE_KEY,
            PRIVATE_KEY_PASSWORD,
            KEY_STORE,
            KEY_STORE_PASSWORD,
            TRUST_CERTIFICATES,
            CLIENT_AUTH,
            PROVIDER,
            PRESET,
            PROTOCOLS,
            CIPHERS,
            SELF_SIGNED_NAMES);

    static final Section SECTION = new Section(
            "TLS",
            List.of(
                    MODE,
                    CERTIFICATE,
                    PRIVATE_KEY,
                    PRIVATE_KEY_PASSWORD,
                    KEY_STORE,
                    KEY_STORE_PASSWORD,
                    TRUST_CERTIFICATES,
                    CLIENT_AUTH,
                    PROVIDER,
                    PRESET,
                    PROTOCOLS,
                    CIPHERS,
                    RELOAD_INTERVAL,
                    SELF_SIGNED_NAMES),
            List.of(
                    new Rule(List.of(CERTIFICATE, PRIVATE_KEY), TlsKeys::checkKeys),
                    new Rule(List.of(MODE, CERTIFICATE), TlsKeys::checkUse),
                    new Rule(List.of(PROVIDER, CIPHERS, MODE, CERTIFICATE, KEY_STORE), TlsKeys::checkProvider),
                    new Rule(SEEN, TlsKeys::checkFiles),
                    new Rule(List.of(PRESET, PROTOCOLS), TlsKeys::checkProtocols)));

    private TlsKeys() {}

    private static Key<Optional<List<Path>>> files(String name, String meaning) {
        return Key.optional(name, Type.list(Type.FILE), meaning);
    }

    private static Map<String, String> named(List<String> names) {
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(name -> map.put(name, name));
        return map;
    }

    private static void checkKeys(ListenerSettings settings, Rule.Findings findings) {
        if (settings.get(CERTIFICATE).isEmpty() && settings.get(PRIVATE_KEY).isPresent()) {
            findings.error(PRIVATE_KEY, "a certificate for this key in tls.certificate");
        }
    }

    private static void checkUse(ListenerSettings settings, Rule.Findings findings) {
        if (settings.get(MODE) == TlsMode.FORBIDDEN && settings.get(CERTIFICATE).isPresent()) {
            findings.warning(CERTIFICATE, "is not used, because tls.mode is forbidden");
        }
    }

    private static void checkProtocols(ListenerSettings settings, Rule.Findings findings) {
        List<String> protocols = protocols(settings);
        Set<String> disabled = JavaTls.disabled(protocols);
        Key<?> key = settings.get(PROTOCOLS).isPresent() ? PROTOCOLS : PRESET;
        if (disabled.size() == protocols.size()) {
            findings.error(
                    key,
                    "at least one that this Java virtual machine does not disable; its security property"
                            + " jdk.tls.disabledAlgorithms has all of them");
        } else if (!disabled.isEmpty()) {
            findings.warning(
                    key,
                    disabled
                            + " is not used, because this Java virtual machine disables it; see its security property"
                            + " jdk.tls.disabledAlgorithms");
        }
    }

    private static void checkProvider(ListenerSettings settings, Rule.Findings findings) {
        if (settings.get(PROVIDER) != TlsProvider.NATIVE || mode(settings) == TlsMode.FORBIDDEN) {
            return;
        }
        Optional<String> obstacle = NativeTls.obstacle();
        if (obstacle.isPresent()) {
            findings.error(PROVIDER, "auto or jdk, because BoringSSL cannot be used here: " + obstacle.get());
        } else if (!notAsConfigured(settings).isEmpty()) {
            findings.error(
                    CIPHERS,
                    "cipher suites that BoringSSL has, and all or none of those of TLS 1.3, because tls.provider is native; not "
                            + String.join(", ", notAsConfigured(settings)));
        }
    }

    private static Set<String> notAsConfigured(ListenerSettings settings) {
        return settings.get(CIPHERS).map(NativeTls::notAsConfigured).orElse(Set.of());
    }

    /**
     * Returns the library that speaks TLS.
     *
     * @return never {@link TlsProvider#AUTO}
     */
    private static TlsProvider provider(ListenerSettings settings) {
        if (settings.get(PROVIDER) == TlsProvider.JDK || NativeTls.obstacle().isPresent()) {
            return TlsProvider.JDK; // where native is asked for, the rule has said so
        }
        return settings.get(PROVIDER) == TlsProvider.NATIVE
                        || notAsConfigured(settings).isEmpty()
                ? TlsProvider.NATIVE
                : TlsProvider.JDK;
    }

    private static void checkFiles(ListenerSettings settings, Rule.Findings findings) {
        if (mode(settings) == TlsMode.FORBIDDEN) {
            return;
        }
        try {
            ServerTls.check(tls(settings));
        } catch (TlsException e) {
            e.problems().forEach(problem -> findings.error(key(problem.part()), problem.expectation()));
        }
    }

    private static Key<?> key(TlsException.Part part) {
        return switch (part) {
            case CERTIFICATES -> CERTIFICATE;
            case PRIVATE_KEYS -> PRIVATE_KEY;
            case PRIVATE_KEY_PASSWORD -> PRIVATE_KEY_PASSWORD;
            case KEY_STORE -> KEY_STORE;
            case KEY_STORE_PASSWORD -> KEY_STORE_PASSWORD;
            case TRUSTED -> TRUST_CERTIFICATES;
        };
    }

    /**
     * Returns whether a listener has TLS.
     *
     * @return never {@link TlsMode#AUTO}
     */
    public static TlsMode mode(ListenerSettings settings) {
        TlsMode mode = settings.get(MODE);
        if (mode != TlsMode.AUTO) {
            return mode;
        }
        boolean certified =
                settings.get(CERTIFICATE).isPresent() || settings.get(KEY_STORE).isPresent();
        return certified ? TlsMode.OPTIONAL : TlsMode.FORBIDDEN;
    }

    /** Returns the settings of a listener's TLS. May ask the DNS for the hosts of the listener. */
    public static TlsSettings tls(ListenerSettings settings) {
        TlsFiles files = new TlsFiles(
                settings.get(CERTIFICATE).orElse(List.of()),
                settings.get(PRIVATE_KEY).orElse(List.of()),
                settings.get(PRIVATE_KEY_PASSWORD),
                settings.get(KEY_STORE),
                settings.get(KEY_STORE_PASSWORD),
                settings.get(TRUST_CERTIFICATES).orElse(List.of()));
        return new TlsSettings(
                provider(settings),
                files,
                files.isWithoutCertificate() ? selfSignedNames(settings) : Set.of(),
                protocols(settings),
                settings.get(CIPHERS).orElseGet(settings.get(PRESET)::ciphers),
                settings.get(CLIENT_AUTH));
    }

    private static List<String> protocols(ListenerSettings settings) {
        return settings.get(PROTOCOLS).map(List::copyOf).orElseGet(settings.get(PRESET)::protocols);
    }

    /** Returns every name and address that a client may have connected to. */
    private static Set<String> selfSignedNames(ListenerSettings settings) {
        Set<String> names = new LinkedHashSet<>();
        String hostname = settings.get(BindingKeys.HOSTNAME);
        names.add(hostname.startsWith("[") ? hostname.replaceAll("(?i)^\\[(IPv6:)?|]$", "") : hostname);
        names.addAll(settings.get(SELF_SIGNED_NAMES).orElse(List.of()));
        for (String host : settings.get(BindingKeys.HOST)) {
            try {
                if (host.equals("*")) {
                    NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .forEach(address -> names.add(text(address)));
                } else {
                    for (InetAddress address : InetAddress.getAllByName(host)) {
                        names.add(text(address));
                    }
                    names.add(host.replaceAll("%.*", ""));
                }
            } catch (UnknownHostException | SocketException e) {
                names.add(hostname); // the host cannot be bound either, which is told there
            }
        }
        return names;
    }

    /** Returns an address without the scope of a link-local one, which has a meaning on this machine only. */
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }
}
