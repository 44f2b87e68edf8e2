package org.smtpconnector.adapter.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Requirement;

/** The keys of authentication. */
public final class AuthKeys {

    public static final Key<Requirement> MODE = Key.inherited(
            "auth.mode",
            Type.choice(Requirement.class),
            "forbidden",
            "Whether clients may, or must, authenticate; by default the application's identity stores decide.");

    public static final Key<Set<AuthMechanism>> MECHANISMS = Key.inherited(
            "auth.mechanisms",
            Type.choices(AuthMechanism.class),
            "plain,login",
            "The mechanisms by which clients may authenticate.");

    public static final Key<Boolean> ALLOW_INSECURE = Key.inherited(
            "auth.allow-insecure",
            Type.BOOLEAN,
            "false",
            "Whether passwords are taken without TLS: only for tests and for networks that nobody listens to.");

    public static final Key<Integer> MAX_FAILURES = Key.inherited(
            "auth.max-failures",
            Type.integer(1, 1000),
            "3",
            "The most wrong credentials of one connection; the last is answered 535 and 421.");

    public static final Key<Duration> FAILURE_DELAY = Key.inherited(
            "auth.failure-delay",
            Type.duration(Duration.ZERO, Duration.ofMinutes(1)),
            "PT1S",
            "The time that the reply to a wrong credential waits, whatever is wrong with it; twice as long with each further"
                    + " one from the same IPv4 address or IPv6 /64 network, up to 32 times, until there has been none for"
                    + " 15 minutes.");

    /** Every mechanism shows the password to a listener on the network, so AUTH is offered under TLS only. */
    private static final Rule CAN_BE_OFFERED = new Rule(
            List.of(MODE, ALLOW_INSECURE, TlsKeys.MODE, TlsKeys.CERTIFICATE, TlsKeys.KEY_STORE),
            (settings, findings) -> {
                boolean offered = settings.get(ALLOW_INSECURE) || TlsKeys.mode(settings) != TlsMode.FORBIDDEN;
                if (settings.get(MODE) == Requirement.REQUIRED && !offered) {
                    findings.error(
                            MODE,
                            "forbidden, or TLS beside it: without TLS AUTH is not offered and no mail can be taken, and "
                                    + settings.show(TlsKeys.MODE) + " gives none here");
                } else if (settings.get(MODE) == Requirement.OPTIONAL && !offered) {
                    findings.warning(
                            MODE,
                            "is never offered without TLS, which " + settings.show(TlsKeys.MODE) + " does not give");
                }
            });

    static final Section SECTION = new Section(
            "Authentication",
            List.of(MODE, MECHANISMS, ALLOW_INSECURE, MAX_FAILURES, FAILURE_DELAY),
            List.of(CAN_BE_OFFERED));

    private AuthKeys() {}
}
