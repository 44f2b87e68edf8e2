package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;

/** The engine tells of times, of proxies, and of a body while it comes. */
class EngineFactsTest {

    private static final Instant CONNECTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.1", 40000);
    private static final InetSocketAddress TOLD_LOCAL = new InetSocketAddress("203.0.113.5", 587);
    private static final InetSocketAddress TOLD_REMOTE = new InetSocketAddress("198.51.100.7", 4711);

    private final EventHost host = new EventHost();
    private final EngineSettings.Builder settings =
            EngineSettings.builder().receivedHeader(false).hostname("mx.example");
    private SmtpEngine engine;
    private int seconds;

    private void connect() {
        engine = new SmtpEngine(settings.build(), host, "id-1", LOCAL, REMOTE, CONNECTED);
        engine.connected();
    }

    /** Each time a second later. */
    private void say(String text) {
        seconds++;
        engine.receive(ByteBuffers.ascii(text), second(seconds));
    }

    private static Instant second(int number) {
        return CONNECTED.plusSeconds(number);
    }

    @Test
    void theListenerSaysWhatItIs() {
        settings.protocol(ServerProtocol.LMTP);
        connect();

        assertThat(engine.session().hostname()).isEqualTo("mx.example");
        assertThat(engine.session().isLmtp()).isTrue();
    }

    @Test
    void theTimesOfTlsAndAuthAreKnown() {
        SmtpTls tls = new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of());
        settings.auth(Requirement.OPTIONAL);
        engine = new SmtpEngine(settings.build(), host, "id-1", LOCAL, REMOTE, CONNECTED);
        assertThat(engine.session().securedAt()).isEmpty();
        engine.secured(tls, second(7));
        engine.connected();
        seconds = 8;
        say("EHLO client.example\r\nAUTH PLAIN AHVzZXIAc2VjcmV0\r\n");

        assertThat(engine.session().securedAt()).contains(second(7));
        assertThat(engine.session().authenticatedAt()).contains(second(9));
    }

    @Test
    void aProxyIsToldOfBesideTheClient() {
        engine = new SmtpEngine(settings.build(), host, "id-1", LOCAL, REMOTE, CONNECTED);
        assertThat(engine.session().proxyAddress()).isEmpty();
        engine.proxied(TOLD_LOCAL, TOLD_REMOTE);
        engine.connected();

        SessionSnapshot session = host.last(HookCall.Connect.class).session();
        assertThat(session.localAddress()).isEqualTo(TOLD_LOCAL);
        assertThat(session.remoteAddress()).isEqualTo(TOLD_REMOTE);
        assertThat(session.proxyAddress()).contains(REMOTE);
        assertThatIllegalStateException().isThrownBy(() -> engine.proxied(TOLD_LOCAL, TOLD_REMOTE));
    }

    @Test
    void theProxyOfXclientIsToldOf() {
        settings.xclientTrusted(address -> true);
        connect();
        say("EHLO proxy.example\r\nXCLIENT ADDR=198.51.100.7 PORT=4711 LOGIN=user\r\n");

        assertThat(engine.session().proxyAddress()).contains(REMOTE);
        assertThat(engine.session().authenticatedAt()).contains(second(1));
    }

    @Test
    void theProgressOfABodyIsKnownAtAnyTime() {
        connect();
        say("EHLO client.example\r\n");
        assertThat(engine.transaction()).isNull();
        say("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\n");
        assertProgress(0, false);
        assertThat(engine.transaction().receivingSince()).isEmpty();

        say("BDAT 12\r\nSubject: x\r\n");
        assertProgress(12, false);
        assertThat(engine.transaction().receivingSince()).contains(second(3));
        say("BDAT 1\r\n\r");
        assertProgress(13, false);
        say("BDAT 4\r\n\nabc");
        assertProgress(17, true);
        assertThat(engine.transaction().receivedAt()).isEmpty();
        say("BDAT 0 LAST\r\n");

        SmtpTransaction message = host.last(HookCall.Message.class).transaction();
        assertThat(message.receivedOctets()).isEqualTo(17);
        assertThat(message.receivingSince()).contains(second(3));
        assertThat(message.receivedAt()).contains(second(6));
    }

    private void assertProgress(long octets, boolean headerComplete) {
        assertThat(engine.transaction().receivedOctets()).isEqualTo(octets);
        assertThat(engine.transaction().isHeaderComplete()).isEqualTo(headerComplete);
    }

    @Test
    void dotsAndFieldsOfTheServersDoNotCount() {
        settings.receivedHeader(true);
        connect();
        say("EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.net>\r\nDATA\r\n..x\r\n.\r\n");

        assertThat(host.last(HookCall.Message.class).transaction().receivedOctets())
                .isEqualTo(4);
    }

    @Test
    void aMessageWithoutAnEmptyLineIsAllHeader() {
        connect();
        List<Boolean> seen = new ArrayList<>();
        host.atBody = () -> seen.add(engine.transaction().isHeaderComplete());
        say("EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.net>\r\nDATA\r\n");
        say("Subject: x\r\n");
        say(".\r\n");

        assertThat(seen).isNotEmpty().containsOnly(false);
        assertThat(host.last(HookCall.Message.class).transaction().isHeaderComplete())
                .isTrue();
    }
}
