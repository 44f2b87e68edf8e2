package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;

/**
 * Anything that a peer can send, from several states. Allowed is: replies that are well-formed and none after the end, the
 * host's methods in their order, and the same outcome however the octets are cut. An exception is not.
 *
 * <p>In each build the inputs of {@code EngineFuzzTestInputs} are replayed. To search for others:
 *
 * <pre>{@code JAZZER_FUZZ=1 ./mvnw test -pl smtp-connector/api,smtp-connector/protocol -Dtest=EngineFuzzTest#commands -Dsurefire.failIfNoSpecifiedTests=false}</pre>
 */
class EngineFuzzTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.1", 1);

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

    private static void run(String before, byte[] input) {
        for (LineEndings lineEndings : LineEndings.values()) {
            run(before, input, lineEndings, EnumSet.noneOf(Leniency.class));
        }
        run(before, input, LineEndings.ENSURE, EnumSet.allOf(Leniency.class));
    }

    private static void run(String before, byte[] input, LineEndings lineEndings, Set<Leniency> leniencies) {
        EngineSettings settings = EngineSettings.builder()
                .maxMessageSize(1000)
                .maxRecipients(2)
                .auth(Policy.OPTIONAL)
                .authMechanisms(EnumSet.allOf(AuthMechanism.class))
                .insecureAuth(true)
                .extension(Extension.DSN, true)
                .extension(Extension.REQUIRETLS, true)
                .xclientTrusted(address -> true)
                .tls(Policy.OPTIONAL)
                .lineEndings(lineEndings)
                .leniencies(leniencies)
                .build();
        byte[] all = before.getBytes(StandardCharsets.US_ASCII);
        byte[] octets = new byte[all.length + input.length];
        System.arraycopy(all, 0, octets, 0, all.length);
        System.arraycopy(input, 0, octets, all.length, input.length);
        List<String> whole = outcome(settings, octets, octets.length);
        assertThat(outcome(settings, octets, 1)).isEqualTo(whole);
        assertThat(outcome(settings, octets, 7)).isEqualTo(whole);
    }

    private static List<String> outcome(EngineSettings settings, byte[] octets, int cut) {
        Host host = new Host();
        SmtpEngine engine = new SmtpEngine(settings, host, "s1", LOCAL, REMOTE, Instant.EPOCH);
        engine.connected();
        for (int start = 0; start < octets.length; start += cut) {
            ByteBuffer in = ByteBuffer.wrap(octets, start, Math.min(cut, octets.length - start));
            engine.receive(in, Instant.EPOCH);
            assertThat(in.hasRemaining()).isEqualTo(host.closed && in.hasRemaining());
        }
        return host.outcome;
    }

    private static final class Host implements SmtpHost {
        private final List<String> outcome = new ArrayList<>();
        private ByteArrayOutputStream body;
        private boolean closed;
        private boolean securing;

        @Override
        public void reply(SmtpReply reply) {
            assertThat(closed || securing).as("silence before %s", reply).isFalse();
            outcome.add(reply.toString());
        }

        @Override
        public boolean isBacklogged() {
            return false;
        }

        @Override
        public SmtpDecision ask(SmtpQuestion question) {
            if (question instanceof SmtpQuestion.Message message) {
                outcome.add(message.transaction().recipients() + body.toString(StandardCharsets.ISO_8859_1));
                body = null;
            }
            return question instanceof SmtpQuestion.Authenticate
                    ? new SmtpDecision.Answer(Replies.AUTHENTICATION_FAILED)
                    : SmtpDecision.PROCEED;
        }

        @Override
        public void openBody(SessionFacts session, SmtpTransaction transaction) {
            assertThat(body).isNull();
            body = new ByteArrayOutputStream();
        }

        @Override
        public void body(ByteBuffer piece) {
            assertThat(piece.hasRemaining()).isTrue();
            while (piece.hasRemaining()) {
                body.write(piece.get());
            }
        }

        @Override
        public void discardBody() {
            assertThat(body).isNotNull();
            body = null;
        }

        @Override
        public void startTls() {
            securing = true;
        }

        @Override
        public void close() {
            assertThat(closed).isFalse();
            closed = true;
        }
    }
}
