package org.smtpconnector.adapter.config;

import java.time.Duration;
import java.util.List;

/** The keys of times. */
public final class TimeoutKeys {

    private static final Type<Duration> TIME = Type.duration(Duration.ofSeconds(1), Duration.ofDays(1));

    public static final Key<Duration> GREETING = Key.inherited(
            "timeout.greeting",
            TIME,
            "PT5M", // RFC 5321 section 4.5.3.2.7
            "The time within which a client must send HELO, EHLO or LHLO, whatever other commands it sends. After that"
                    + " the connection ends with 421.");

    public static final Key<Duration> COMMAND = Key.inherited(
            "timeout.command",
            TIME,
            "PT5M", // RFC 5321 section 4.5.3.2.7
            "The time within which a client must send its next command and read its replies. After that the connection"
                    + " ends with 421.");

    public static final Key<Duration> DATA = Key.inherited(
            "timeout.data",
            TIME,
            "PT3M", // RFC 5321 section 4.5.3.2.5
            "The time for which a client may be silent, or slower than `min-data-rate`, in the middle of a message."
                    + " After that the connection ends with 421.");

    public static final Key<Duration> SESSION = Key.inherited(
            "timeout.session",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "PT1H",
            "The maximum duration of a connection. After that the connection ends with 421, as soon as no bean works for it.");

    public static final Key<Duration> HANDSHAKE = Key.inherited(
            "timeout.handshake",
            Type.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "PT30S",
            "The maximum duration of a TLS handshake, and of the reception of a PROXY header. After that the connection is closed.");

    public static final Key<Duration> PROCESSING = Key.inherited(
            "timeout.processing",
            TIME,
            "PT2M", // well below the 10 minutes that RFC 5321 section 4.5.3.2.6 lets a client wait for the last reply
            "The maximum time for which a message waits for a bean and is processed. After that the transaction is"
                    + " rolled back and the reply is 451.");

    public static final Key<Duration> REVERSE_LOOKUP = Key.inherited(
            "timeout.reverse-lookup",
            Type.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "PT3S",
            "The time for which the greeting waits for the client's host name if `reverse-lookup` is on. After that"
                    + " the session has no host name.");

    public static final Key<Duration> GRACE_PERIOD = Key.inherited(
            "shutdown.grace-period",
            Type.duration(Duration.ZERO, Duration.ofHours(1)),
            "PT10S",
            "The time for which running deliveries may continue when the application is undeployed.");

    // RFC 5321 section 4.5.3.2.6
    private static final Duration CLIENT_WAITS = Duration.ofMinutes(10);

    private static final Rule REPLY_IN_TIME = new Rule(List.of(PROCESSING), (settings, findings) -> {
        if (settings.get(PROCESSING).compareTo(CLIENT_WAITS) >= 0) {
            findings.warning(
                    PROCESSING,
                    "clients wait " + CLIENT_WAITS
                            + " for the reply; after that they send the message again, although the bean may still accept the first one");
        }
    });

    static final Section SECTION = new Section(
            "Time",
            List.of(GREETING, COMMAND, DATA, SESSION, HANDSHAKE, PROCESSING, REVERSE_LOOKUP, GRACE_PERIOD),
            List.of(withinSession(GREETING), withinSession(COMMAND), withinSession(DATA), REPLY_IN_TIME));

    private TimeoutKeys() {}

    /** Warns of a time that is longer than the session, unless it is a default: that stays if only the session is shortened. */
    private static Rule withinSession(Key<Duration> key) {
        return new Rule(List.of(key, SESSION), (settings, findings) -> {
            if (!settings.isDefault(key) && settings.get(key).compareTo(settings.get(SESSION)) > 0) {
                findings.warning(
                        key, "has no effect, because " + settings.show(SESSION) + " ends the connection before");
            }
        });
    }
}
