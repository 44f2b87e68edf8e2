package org.smtpconnector.adapter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.smtpconnector.protocol.AuthMechanism;
import org.smtpconnector.protocol.Policy;

/**
 * A configuration key of a listener: the one place where its name, type, default and meaning stand.
 *
 * @param name the last part of {@code smtp.listener.<name>.<key>}
 * @param type how its text is read
 * @param defaultText what is read if nothing is configured
 * @param shared whether {@code smtp.<key>} is a fallback for all listeners
 * @param value where the settings keep it
 * @param meaning a sentence for the table of keys
 */
record Key<T>(
        String name,
        Type<T> type,
        String defaultText,
        boolean shared,
        Function<ListenerSettings, T> value,
        String meaning) {

    static final String PREFIX = "smtp.listener.";

    // No fallback for host and port: two listeners cannot have the same, and Kubernetes puts SMTP_PORT=tcp://... into
    // the
    // environment of every pod beside a service called "smtp".
    static final Key<List<String>> HOST = new Key<>(
            "host",
            Type.HOSTS,
            "127.0.0.1",
            false,
            ListenerSettings::hosts,
            "The addresses or host names to listen on, separated by commas; `*` is every local address.");

    static final Key<Integer> PORT = new Key<>(
            "port",
            Type.integer(0, 65535),
            "2525",
            false,
            ListenerSettings::port,
            "The TCP port to listen on; 0 is any free one.");

    static final Key<String> HOSTNAME = new Key<>(
            "hostname",
            Type.HOSTNAME,
            Type.OWN_NAME,
            true,
            ListenerSettings::hostname,
            "What the server calls itself in greetings and `Received` headers; `auto` is the machine's name.");

    static final Key<Long> MAX_MESSAGE_SIZE = new Key<>(
            "max-message-size",
            Type.size(64 * 1024, 1L << 40), // RFC 5321 section 4.5.3.1.7: at least 64K
            "25M",
            true,
            ListenerSettings::maxMessageSize,
            "The largest message that is taken.");

    static final Key<Integer> MAX_CONNECTIONS = new Key<>(
            "max-connections",
            Type.integer(1, 1_000_000),
            "1000",
            true,
            ListenerSettings::maxConnections,
            "Connections at once; one more is answered 421.");

    // 32 is what Payara's pool of message-driven beans has.
    static final Key<Integer> MAX_PROCESSINGS = new Key<>(
            "max-processings",
            Type.integer(1, 10_000),
            "32",
            true,
            ListenerSettings::maxProcessings,
            "Messages that beans process at once; further ones wait.");

    static final Key<Integer> MAX_RECIPIENTS = new Key<>(
            "max-recipients",
            Type.integer(100, 100_000), // RFC 5321 section 4.5.3.1.8
            "1000",
            true,
            ListenerSettings::maxRecipients,
            "Recipients of one message; one more is answered 452.");

    static final Key<Integer> MAX_COMMAND_LINE = new Key<>(
            "max-command-line",
            Type.integer(512, 65_536), // RFC 5321 section 4.5.3.1.4
            "2048",
            true,
            ListenerSettings::maxCommandLine,
            "Octets of a command line with its CRLF; a longer one is answered 500.");

    static final Key<Boolean> RECEIVED_HEADER = new Key<>(
            "received-header",
            Type.BOOLEAN,
            "true",
            true,
            ListenerSettings::receivedHeader,
            "Whether a `Received` header is put before each message.");

    static final Key<Policy> AUTH_MODE = new Key<>(
            "auth.mode",
            Type.choice(Policy.class),
            "forbidden",
            true,
            ListenerSettings::authMode,
            "Whether clients may, or must, authenticate; by default the application's identity stores decide.");

    static final Key<Set<AuthMechanism>> AUTH_MECHANISMS = new Key<>(
            "auth.mechanisms",
            Type.choices(AuthMechanism.class),
            "plain,login",
            true,
            ListenerSettings::authMechanisms,
            "How clients may authenticate.");

    static final Key<Boolean> AUTH_ALLOW_INSECURE = new Key<>(
            "auth.allow-insecure",
            Type.BOOLEAN,
            "false",
            true,
            ListenerSettings::authAllowInsecure,
            "Whether passwords are taken without TLS: only for tests and for networks that nobody listens to.");

    static final Key<Duration> TIMEOUT_COMMAND = new Key<>(
            "timeout.command",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "PT5M", // RFC 5321 section 4.5.3.2.7
            true,
            ListenerSettings::commandTimeout,
            "How long a client may send nothing before it is answered 421 and disconnected.");

    static final Key<Duration> TIMEOUT_PROCESSING = new Key<>(
            "timeout.processing",
            Type.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "PT2M", // well below the 10 minutes that RFC 5321 section 4.5.3.2.6 lets a client wait for the last reply
            true,
            ListenerSettings::processingTimeout,
            "How long a message may wait for a bean and be processed; then it is rolled back and answered 451.");

    static final Key<Duration> GRACE_PERIOD = new Key<>(
            "shutdown.grace-period",
            Type.duration(Duration.ZERO, Duration.ofHours(1)),
            "PT10S",
            true,
            ListenerSettings::gracePeriod,
            "How long deliveries may go on when the application is undeployed.");

    static final Key<Integer> SPOOL_MEMORY_THRESHOLD = new Key<>(
            "spool.memory-threshold",
            Type.size(0, 1 << 30).map(Long::intValue),
            "256K",
            true,
            ListenerSettings::spoolMemoryThreshold,
            "What of a message is kept on the heap; a longer one goes to a temporary file.");

    static final Key<Path> SPOOL_DIRECTORY = new Key<>(
            "spool.directory",
            Type.DIRECTORY,
            Type.TEMPORARY_DIRECTORY,
            true,
            ListenerSettings::spoolDirectory,
            "Where the temporary files are; `auto` is the Java virtual machine's temporary directory.");

    static final List<Key<?>> ALL = List.of(
            HOST,
            PORT,
            HOSTNAME,
            MAX_MESSAGE_SIZE,
            MAX_CONNECTIONS,
            MAX_PROCESSINGS,
            MAX_RECIPIENTS,
            MAX_COMMAND_LINE,
            RECEIVED_HEADER,
            AUTH_MODE,
            AUTH_MECHANISMS,
            AUTH_ALLOW_INSECURE,
            TIMEOUT_COMMAND,
            TIMEOUT_PROCESSING,
            GRACE_PERIOD,
            SPOOL_MEMORY_THRESHOLD,
            SPOOL_DIRECTORY);

    /** The names to look up, the most specific first. */
    List<String> names(String listener) {
        String own = PREFIX + listener + '.' + name;
        return shared ? List.of(own, "smtp." + name) : List.of(own);
    }

    boolean agree(ListenerSettings one, ListenerSettings other) {
        return Objects.equals(value.apply(one), value.apply(other));
    }
}
