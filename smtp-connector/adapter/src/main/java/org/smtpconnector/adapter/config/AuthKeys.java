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
            "Whether clients cannot, may or must authenticate. By default, the application's identity stores check the credentials.");

    public static final Key<Set<AuthMechanism>> MECHANISMS = Key.inherited(
            "auth.mechanisms",
            Type.choices(AuthMechanism.class),
            "plain,login",
            "The SASL mechanisms that are offered.");

    public static final Key<Boolean> ALLOW_INSECURE = Key.inherited(
            "auth.allow-insecure",
            Type.BOOLEAN,
            "false",
            "Whether clients may send passwords without TLS. Use it only for tests and in networks in which nobody can listen.");

    public static final Key<Integer> MAX_FAILURES = Key.inherited(
            "auth.max-failures",
            Type.integer(1, 1000),
            "3",
            "The maximum number of wrong credentials on one connection. The last one is answered 535 and 421.");

    public static final Key<Duration> FAILURE_DELAY = Key.inherited(
            "auth.failure-delay",
            Type.duration(Duration.ZERO, Duration.ofMinutes(1)),
            "PT1S",
            "The delay of the reply to a wrong credential. Each further wrong credential from the same IPv4 address or"
                    + " IPv6 /64 network doubles the delay, up to 32 times the value. 15 minutes without one end that.");

    /** Every mechanism shows the password to a listener on the network, so AUTH is offered under TLS only. */
    private static final Rule CAN_BE_OFFERED = new Rule(
            List.of(MODE, ALLOW_INSECURE, TlsKeys.MODE, TlsKeys.CERTIFICATE, TlsKeys.KEY_STORE),
            (settings, findings) -> {
                boolean offered = settings.get(ALLOW_INSECURE) || TlsKeys.mode(settings) != TlsMode.FORBIDDEN;
                if (settings.get(MODE) == Requirement.REQUIRED && !offered) {
                    findings.error(
                            MODE,
                            "forbidden, or a listener with TLS: AUTH is offered under TLS only, so no mail can be accepted, and "
                                    + settings.show(TlsKeys.MODE) + " gives none here");
                } else if (settings.get(MODE) == Requirement.OPTIONAL && !offered) {
                    findings.warning(
                            MODE,
                            "has no effect: AUTH is offered under TLS only, which " + settings.show(TlsKeys.MODE)
                                    + " does not give");
                }
            });

    static final Section SECTION = new Section(
            "Authentication",
            List.of(MODE, MECHANISMS, ALLOW_INSECURE, MAX_FAILURES, FAILURE_DELAY),
            List.of(CAN_BE_OFFERED));

    private AuthKeys() {}
}
