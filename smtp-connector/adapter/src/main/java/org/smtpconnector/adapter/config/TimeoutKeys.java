package org.smtpconnector.adapter.config;

import java.time.Duration;
import java.util.List;

/** How long. */
public final class TimeoutKeys {

    public static final Key<Duration> COMMAND = Key.shared(
            "timeout.command",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "PT5M", // RFC 5321 section 4.5.3.2.7
            "How long a client may send nothing before it is answered 421 and disconnected.");

    public static final Key<Duration> HANDSHAKE = Key.shared(
            "timeout.handshake",
            Type.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "PT30S",
            "How long a TLS handshake, or the header of the PROXY protocol, may take; then the connection is closed.");

    public static final Key<Duration> PROCESSING = Key.shared(
            "timeout.processing",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "PT2M", // well below the 10 minutes that RFC 5321 section 4.5.3.2.6 lets a client wait for the last reply
            "How long a message may wait for a bean and be processed; then it is rolled back and answered 451.");

    public static final Key<Duration> GRACE_PERIOD = Key.shared(
            "shutdown.grace-period",
            Type.duration(Duration.ZERO, Duration.ofHours(1)),
            "PT10S",
            "How long deliveries may go on when the application is undeployed.");

    static final Section SECTION = new Section("Time", List.of(COMMAND, HANDSHAKE, PROCESSING, GRACE_PERIOD));

    private TimeoutKeys() {}
}
