package org.smtpconnector.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.smtpconnector.adapter.config.TlsMode;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.testkit.EngineDialogue;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;
import org.smtpconnector.testkit.Transcripts;

/** The dialogues that the engine is tested with, held over the adapter's sockets: with real TLS where they have TLS. */
class TranscriptsTest extends TransportFixture {

    private static final SSLContext CLIENT = TestTls.client();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, SmtpServer> listeners = new HashMap<>();

    /** Also the client's address matters to some; here it is this machine's. */
    private static Stream<Transcript> dialogues() {
        return Transcripts.all().stream()
                .filter(transcript -> transcript.allows(EngineDialogue.Cut.LINES))
                .filter(transcript -> !transcript.hasDecisions());
    }

    @TestFactory
    Stream<DynamicTest> overSockets() {
        return dialogues()
                .map(transcript -> DynamicTest.dynamicTest(transcript.toString(), () -> hold(transcript, false)));
    }

    /** As if the connection had begun with TLS: those that have nothing to say of it themselves. */
    @TestFactory
    Stream<DynamicTest> allOverTls() {
        return dialogues()
                .filter(transcript ->
                        !transcript.hasTls() && !transcript.options().containsKey("tls"))
                .filter(transcript -> !transcript.source().startsWith("auth.") // depends on TLS
                        && !transcript.title().endsWith("in clear"))
                .map(transcript -> DynamicTest.dynamicTest(transcript.toString(), () -> hold(transcript, true)));
    }

    @Test
    void manyHaveTls() {
        assertThat(dialogues().filter(Transcript::hasTls)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(dialogues()).hasSizeGreaterThan(100);
    }

    private void hold(Transcript transcript, boolean allOverTls) throws Exception {
        application.others = (question, later) -> question instanceof HookCall.Authenticate authenticate
                ? check(authenticate.credential())
                : HookResult.PROCEED;
        boolean implicit = allOverTls || transcript.isImplicitTls();
        int before = application.delivered.size();
        InetSocketAddress server = address(listener(transcript, implicit));
        if (allOverTls) {
            SocketDialogue.runOverTls(transcript, server, TIMEOUT, CLIENT);
        } else {
            SocketDialogue.run(transcript, server, TIMEOUT, CLIENT);
        }
        if (!transcript.options().containsKey("receivedHeader")) {
            assertThat(application.delivered.subList(before, application.delivered.size()))
                    .containsExactlyElementsOf(transcript.messages());
        }
    }

    /** One for all dialogues that want the same. */
    private SmtpServer listener(Transcript transcript, boolean implicit) throws ServerBindException {
        String wanted = implicit + " " + transcript.options();
        SmtpServer listener = listeners.get(wanted);
        if (listener == null) {
            TlsMode mode = implicit ? TlsMode.IMPLICIT : TlsMode.OPTIONAL;
            listener = transport.bind(
                    TestTls.with(settings(List.of("127.0.0.1"), 0, LONG, 100), mode),
                    transcript.engineSettings(),
                    application);
            listener.accept();
            listeners.put(wanted, listener);
        }
        return listener;
    }

    /** The password or token is {@code secret}, and nobody may act as another user. */
    private static HookResult check(SmtpCredential credential) {
        String secret = credential instanceof SmtpCredential.Password password
                ? password.password().reveal()
                : ((SmtpCredential.Bearer) credential).token().reveal();
        String user = credential.authenticationId().isEmpty() ? "token" : credential.authenticationId();
        boolean himself = credential.authorizationId().isEmpty()
                || credential.authorizationId().equals(credential.authenticationId());
        return himself && secret.equals("secret")
                ? new HookResult.Authenticated(new Caller(user, Set.of()))
                : new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
    }
}
