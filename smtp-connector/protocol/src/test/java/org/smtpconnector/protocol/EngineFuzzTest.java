package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.smtpconnector.api.SmtpTls;

/**
 * Anything that a peer can send, from several states. Allowed is: replies that are well-formed and none after the end, the
 * host's methods in their order, and the same outcome however the octets are cut. An exception is not. The input also makes
 * up the application's mind ({@link FuzzHost}).
 *
 * <p>In each build the inputs of {@code EngineFuzzTestInputs} are replayed. To search for others:
 *
 * <pre>{@code JAZZER_FUZZ=1 ./mvnw test -pl smtp-connector/api,smtp-connector/protocol -Dtest=EngineFuzzTest#commands -Dsurefire.failIfNoSpecifiedTests=false}</pre>
 */
class EngineFuzzTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.1", 1);

    private static final SmtpTls TLS = new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of());

    private static final String EHLO = "EHLO client.example\r\n";
    private static final String TRANSACTION = EHLO + "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n";

    @FuzzTest(maxDuration = "1m")
    void commands(byte[] input) {
        run("", input);
    }

    @FuzzTest(maxDuration = "1m")
    void afterEhlo(byte[] input) {
        run(EHLO, input);
    }

    @FuzzTest(maxDuration = "1m")
    void inBody(byte[] input) {
        run(TRANSACTION + "DATA\r\n", input);
    }

    @FuzzTest(maxDuration = "1m")
    void betweenChunks(byte[] input) {
        run(TRANSACTION + "BDAT 3\r\nx\r\n", input);
    }

    @FuzzTest(maxDuration = "1m")
    void inAuth(byte[] input) {
        run(EHLO + "AUTH LOGIN\r\n", input);
    }

    @FuzzTest(maxDuration = "1m")
    void afterStartTls(byte[] input) {
        run(EHLO + "STARTTLS\r\n", input);
    }

    private static void run(String before, byte[] input) {
        for (LineEndings lineEndings : LineEndings.values()) {
            run(before, input, settings(lineEndings, ServerProtocol.SMTP).build());
        }
        EngineSettings.Builder lenient = settings(LineEndings.ENSURE, ServerProtocol.SMTP);
        run(before, input, lenient.leniencies(EnumSet.allOf(Leniency.class)).build());
        run(
                before.replace("EHLO", "LHLO"),
                input,
                settings(LineEndings.STRICT, ServerProtocol.LMTP).build());
    }

    private static EngineSettings.Builder settings(LineEndings lineEndings, ServerProtocol protocol) {
        return EngineSettings.builder()
                .protocol(protocol)
                .maxMessageSize(1000)
                .maxRecipients(2)
                .auth(Requirement.OPTIONAL)
                .authMechanisms(EnumSet.allOf(AuthMechanism.class))
                .insecureAuth(true)
                .extension(Extension.DSN, true)
                .extension(Extension.REQUIRETLS, true)
                .xclientTrusted(address -> true)
                .tls(Requirement.OPTIONAL)
                .lineEndings(lineEndings);
    }

    private static void run(String before, byte[] input, EngineSettings settings) {
        byte[] first = before.getBytes(StandardCharsets.US_ASCII);
        List<String> whole = outcome(settings, first, input, Math.max(1, input.length));
        assertAgree(whole, outcome(settings, first, input, 1));
        assertAgree(whole, outcome(settings, first, input, 7));
    }

    /** A client whose input is cut sees the same, unless it is refused for not having waited: one that sends an octet at a time has waited. */
    private static void assertAgree(List<String> whole, List<String> cut) {
        if (isEarlyTalker(whole) || isEarlyTalker(cut)) {
            int common =
                    Math.min(whole.size() - (isEarlyTalker(whole) ? 1 : 0), cut.size() - (isEarlyTalker(cut) ? 1 : 0));
            assertThat(cut.subList(0, common)).isEqualTo(whole.subList(0, common));
        } else {
            assertThat(cut).isEqualTo(whole);
        }
    }

    private static boolean isEarlyTalker(List<String> outcome) {
        return !outcome.isEmpty() && outcome.get(outcome.size() - 1).equals(Replies.EARLY_TALKER.toString());
    }

    private static List<String> outcome(EngineSettings settings, byte[] before, byte[] input, int cut) {
        FuzzHost host = new FuzzHost(input, settings.protocol());
        SmtpEngine engine = new SmtpEngine(settings, host, "s1", LOCAL, REMOTE, Instant.EPOCH);
        host.runs(engine);
        engine.connected();
        while (host.settle()) {
            // until nothing is open
        }
        feed(engine, host, ByteBuffer.wrap(before));
        if (host.takeStartTls()) {
            engine.secured(TLS, Instant.EPOCH);
        }
        for (int start = 0; start < input.length && !host.isClosed(); start += cut) {
            feed(engine, host, ByteBuffer.wrap(input, start, Math.min(cut, input.length - start)));
        }
        return host.outcome;
    }

    private static void feed(SmtpEngine engine, FuzzHost host, ByteBuffer in) {
        do {
            engine.receive(in, Instant.EPOCH);
        } while (host.settle());
        FuzzHost.check(!in.hasRemaining() || host.isClosed(), "input is left", in);
    }
}
