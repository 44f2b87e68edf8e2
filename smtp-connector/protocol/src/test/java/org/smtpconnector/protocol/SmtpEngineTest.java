package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smtpconnector.api.SmtpAddress;
import org.smtpconnector.api.SmtpDsnRequest;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.api.SmtpTransaction;

/** Everything that transcripts cannot show: questions, shutdown, the host's calls out of turn. */
class SmtpEngineTest {

    private static final Instant CONNECTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = CONNECTED.plusSeconds(60);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.1", 40000);

    private final EventHost host = new EventHost();
    private SmtpEngine engine;

    @BeforeEach
    void connect() {
        engine = engine(EngineSettings.builder().receivedHeader(false).build());
    }

    private SmtpEngine engine(EngineSettings settings) {
        SmtpEngine it = new SmtpEngine(settings, host, "id-1", LOCAL, REMOTE, CONNECTED);
        it.connected();
        return it;
    }

    private ByteBuffer say(String text) {
        ByteBuffer in = ByteBuffers.ascii(text);
        engine.receive(in, LATER);
        return in;
    }

    private void startBody() {
        say(
                "EHLO client.example\r\nMAIL FROM:<a@example.org> SIZE=7 BODY=8BITMIME\r\nRCPT TO:<b@example.net>\r\nDATA\r\n");
        host.events.clear();
    }

    @Test
    void questionsCarryTheSessionAndTheTransaction() {
        startBody();
        say("x\r\n.\r\n");

        HookCall.RcptTo rcptTo = host.last(HookCall.RcptTo.class);
        assertThat(rcptTo.recipient()).isEqualTo(new SmtpAddress("b", "example.net"));
        assertThat(rcptTo.transaction().recipients()).isEmpty();
        SessionSnapshot session = rcptTo.session();
        assertThat(session.id()).isEqualTo("id-1");
        assertThat(session.listener()).isEqualTo("default");
        assertThat(session.localAddress()).isEqualTo(LOCAL);
        assertThat(session.remoteAddress()).isEqualTo(REMOTE);
        assertThat(session.connectedAt()).isEqualTo(CONNECTED);
        assertThat(session.heloName()).isEqualTo("client.example");
        assertThat(session.isExtended()).isTrue();

        SmtpTransaction transaction = host.last(HookCall.Message.class).transaction();
        assertThat(transaction.id()).isEqualTo("id-1-1");
        assertThat(transaction.startedAt()).isEqualTo(LATER);
        assertThat(transaction.reversePath()).isEqualTo(new SmtpAddress("a", "example.org"));
        assertThat(transaction.recipients()).containsExactly(new SmtpAddress("b", "example.net"));
        assertThat(transaction.bodyType()).isEqualTo(SmtpTransaction.BodyType.EIGHT_BIT_MIME);
        assertThat(transaction.declaredSize()).hasValue(7);
    }

    @Test
    void anotherAddressIsRecordedIfSoDecided() {
        host.answers.put(HookCall.RcptTo.class, new HookResult.RecordAs(new SmtpAddress("c", "example.com")));
        startBody();
        say(".\r\n");

        assertThat(host.last(HookCall.Message.class).transaction().recipients())
                .containsExactly(new SmtpAddress("c", "example.com"));
    }

    @Test
    void takesNoInputWhileADecisionIsOpen() {
        host.later(HookCall.RcptTo.class);
        ByteBuffer in = say("EHLO client.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.net>\r\nNOOP\r\n");

        assertThat(engine.isWaiting()).isTrue();
        assertThat(in.remaining()).isEqualTo(6);
        engine.receive(in, LATER);
        assertThat(in.remaining()).isEqualTo(6);
        assertThat(host.events).endsWith("250", "250", "ask RcptTo");

        engine.decided(Verdict.of(HookResult.PROCEED));
        assertThat(engine.isWaiting()).isFalse();
        engine.receive(in, LATER);
        assertThat(host.events).endsWith("ask RcptTo", "250", "250");
    }

    @Test
    void aDecisionThatNobodyWaitsFor() {
        assertThatIllegalStateException().isThrownBy(() -> engine.decided(Verdict.of(HookResult.PROCEED)));
    }

    @Test
    void takesNoCommandWhileTheHostIsBacklogged() {
        host.backlogged = true;
        ByteBuffer in = say("NOOP\r\n");
        assertThat(in.remaining()).isEqualTo(6);

        host.backlogged = false;
        engine.receive(in, LATER);
        assertThat(host.events).containsExactly("220", "250");
    }

    @Test
    void readsABodyThoughTheHostIsBacklogged() {
        startBody();
        host.backlogged = true;
        say("x\r\n");

        assertThat(host.events).containsExactly("body x");
    }

    @Test
    void shutdownBetweenCommandsIsAtOnce() {
        engine.shutdown(Replies.SHUTTING_DOWN);
        ByteBuffer in = say("NOOP\r\n");

        assertThat(host.events).containsExactly("220", "421", "close");
        assertThat(in.remaining()).isEqualTo(6);
        engine.shutdown(Replies.TIMEOUT);
        assertThat(host.events).hasSize(3);
    }

    @Test
    void shutdownWaitsForAnOpenDecision() {
        startBody();
        host.later(HookCall.Message.class);
        say("x\r\n.\r\n");
        engine.shutdown(Replies.SHUTTING_DOWN);
        assertThat(host.events).containsExactly("body x", "ask Message");

        engine.decided(Verdict.of(HookResult.PROCEED));
        assertThat(host.events).containsExactly("body x", "ask Message", "250", "421", "close");
    }

    @Test
    void shutdownInABodyDiscardsIt() {
        startBody();
        say("x\r\n");
        engine.shutdown(Replies.TIMEOUT);

        assertThat(host.events).containsExactly("body x", "421", "discard", "close");
        assertThat(engine.isReceivingBody()).isFalse();
    }

    @Test
    void shutdownIs421() {
        assertThatIllegalArgumentException().isThrownBy(() -> engine.shutdown(Replies.BUSY));
    }

    @Test
    void theHostRejectsTheBodyWhileItIsHandedAPiece() {
        startBody();
        host.atBody = () -> engine.rejectBody(Verdict.refused(Replies.STORAGE_FULL));
        say("x\r\n");
        assertThat(host.events).containsExactly("body x", "discard");

        say("y\r\n.\r\n");
        assertThat(host.events).containsExactly("body x", "discard", "452");
    }

    @Test
    void theFirstRefusalOfABodyWins() {
        startBody();
        engine.rejectBody(Verdict.refused(Replies.STORAGE_FULL));
        engine.rejectBody(Verdict.refused(Replies.MESSAGE_TOO_BIG));
        say("bare\n\r\n.\r\n");

        assertThat(host.events).containsExactly("discard", "452");
    }

    @Test
    void onlyABodyCanBeRejectedAndOnlyByARefusal() {
        assertThatIllegalStateException().isThrownBy(() -> engine.rejectBody(Verdict.refused(Replies.STORAGE_FULL)));
        startBody();
        assertThatIllegalArgumentException().isThrownBy(() -> engine.rejectBody(Verdict.refused(Replies.OK)));
    }

    @Test
    void theReceivedHeaderNamesNobodyIfThereAreSeveralRecipients() {
        engine = engine(EngineSettings.builder().hostname("mx.example").build());
        say("HELO client.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.net>\r\nRCPT TO:<c@example.net>\r\nDATA\r\n");

        assertThat(host.events)
                .contains("body Received: from client.example ([192.0.2.1])\r\n\tby mx.example with SMTP id id-1-1;\r\n"
                        + "\tFri, 2 Jan 2026 03:05:05 +0000");
    }

    @Test
    void anAddressThatIsNoneIsKeptOutOfTheReceivedHeader() {
        host.answers.put(HookCall.RcptTo.class, new HookResult.RecordAs(new SmtpAddress("a (evil); x", "example.com")));
        engine = engine(EngineSettings.defaults());
        say("HELO client.example\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.net>\r\nDATA\r\n");

        assertThat(host.events)
                .anyMatch(event -> event.startsWith("body Received"))
                .noneMatch(event -> event.contains("evil"));
    }

    @Test
    void inputBeforeTheGreetingEndsTheSession() {
        host.events.clear();
        engine = new SmtpEngine(EngineSettings.defaults(), host, "id-1", LOCAL, REMOTE, CONNECTED);
        ByteBuffer in = say("EHLO client.example\r\n");
        engine.connected();

        assertThat(host.events).containsExactly("554", "close");
        assertThat(in.remaining()).isEqualTo(21);
    }

    @Test
    void tlsIsKnownToBeans() {
        SmtpTls tls = new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.of("mx.example"), List.of());
        engine = new SmtpEngine(
                EngineSettings.builder().receivedHeader(false).build(), host, "id-1", LOCAL, REMOTE, CONNECTED);
        engine.secured(tls, LATER);
        engine.connected();
        startBody();

        assertThat(host.last(HookCall.RcptTo.class).session().tls()).contains(tls);
        assertThatIllegalStateException().isThrownBy(() -> engine.secured(tls, LATER));
    }

    @Test
    void whoAuthenticatedIsKnownToBeans() {
        engine = engine(EngineSettings.builder()
                .auth(Requirement.REQUIRED)
                .insecureAuth(true)
                .receivedHeader(false)
                .build());
        say("EHLO client.example\r\nAUTH PLAIN YWRtaW4AdXNlcgBzZWNyZXQ=\r\n");
        startBody();

        SessionSnapshot session = host.last(HookCall.RcptTo.class).session();
        assertThat(session.authenticationId()).contains("user");
        assertThat(session.authorizationId()).contains("admin");
        assertThat(host.last(HookCall.Authenticate.class).session().authenticationId())
                .isEmpty();
    }

    @Test
    void whatTheSenderWantsToBeToldIsKnownToBeans() {
        engine = engine(EngineSettings.builder()
                .extension(Extension.DSN, true)
                .receivedHeader(false)
                .build());
        say("EHLO x\r\n");
        say("MAIL FROM:<> RET=HDRS ENVID=a+2Bb SMTPUTF8 BODY=BINARYMIME\r\n");
        say("RCPT TO:<b@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;B+2Bc@example.net\r\n");
        say("RCPT TO:<c@example.net>\r\nBDAT 0 LAST\r\n");

        SmtpTransaction transaction = host.last(HookCall.Message.class).transaction();
        assertThat(transaction.envelopeId()).contains("a+b");
        assertThat(transaction.dsnReturn()).contains(SmtpTransaction.DsnReturn.HEADERS);
        assertThat(transaction.isSmtpUtf8()).isTrue();
        assertThat(transaction.isRequireTls()).isFalse();
        assertThat(transaction.bodyType()).isEqualTo(SmtpTransaction.BodyType.BINARY_MIME);
        SmtpDsnRequest request = transaction.dsnRequest(new SmtpAddress("b", "example.net"));
        assertThat(request.conditions())
                .containsExactlyInAnyOrder(SmtpDsnRequest.Condition.SUCCESS, SmtpDsnRequest.Condition.DELAY);
        assertThat(request.originalRecipient()).contains("rfc822;B+c@example.net");
        assertThat(transaction.dsnRequest(new SmtpAddress("c", "example.net"))).isSameAs(SmtpDsnRequest.NONE);
    }

    @Test
    void errorsAreCounted() {
        say("FOO\r\nMAIL\r\nHELO\r\n" + "x".repeat(3000) + "\r\nN\0OP\r\n");
        startBody();

        assertThat(host.last(HookCall.RcptTo.class).session().errorCount()).isEqualTo(5);
    }

    @Test
    void whatIsBehindStartTlsIsDroppedThoughTheHostIsBacklogged() {
        engine = engine(EngineSettings.builder().tls(Requirement.OPTIONAL).build());
        say("EHLO client.example\r\n");
        host.atStartTls = () -> host.backlogged = true;
        ByteBuffer in = say("STARTTLS\r\nEHLO evil.example\r\n");
        assertThat(in.hasRemaining()).isFalse();

        host.backlogged = false;
        engine.secured(new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of()), LATER);
        assertThat(engine.session().heloName()).isEmpty();
        assertThat(host.events).endsWith("220", "startTls");
    }

    @Test
    void xclientTellsWhoTheClientIs() {
        engine = engine(EngineSettings.builder().xclientTrusted(address -> true).build());
        say("EHLO proxy.example\r\nXCLIENT NAME=a.example ADDR=198.51.100.7 HELO=b.example PROTO=ESMTP LOGIN=me\r\n");

        SessionSnapshot atConnect = host.last(HookCall.Connect.class).session();
        assertThat(atConnect.remoteName()).contains("a.example");
        assertThat(atConnect.remoteAddress()).isEqualTo(new InetSocketAddress("198.51.100.7", 0));
        assertThat(atConnect.authenticationId()).contains("me");
        assertThat(atConnect.heloName()).isEmpty();
        assertThat(host.last(HookCall.Hello.class).heloName()).isEqualTo("b.example");
        assertThat(engine.session().heloName()).isEqualTo("b.example");
        assertThat(engine.session().isExtended()).isTrue();

        say("XCLIENT ADDR=[UNAVAILABLE] LOGIN=[UNAVAILABLE]\r\n");
        SessionSnapshot unknown = engine.session();
        assertThat(unknown.remoteName()).isEmpty();
        assertThat(unknown.remoteAddress()).isEqualTo(new InetSocketAddress("0.0.0.0", 0));
        assertThat(unknown.authenticationId()).isEmpty();
        assertThat(unknown.heloName()).isEmpty();
    }

    @Test
    void xclientChangesTheAddresses() {
        engine = engine(EngineSettings.builder()
                .xclientTrusted(address -> address.getHostAddress().equals("192.0.2.1"))
                .receivedHeader(false)
                .build());
        say("EHLO proxy.example\r\nXCLIENT ADDR=198.51.100.7 PORT=4711 DESTADDR=IPV6:2001:db8::1 DESTPORT=587\r\n");
        startBody();

        SessionSnapshot session = host.last(HookCall.RcptTo.class).session();
        assertThat(session.remoteAddress()).isEqualTo(new InetSocketAddress("198.51.100.7", 4711));
        assertThat(session.localAddress()).isEqualTo(new InetSocketAddress("2001:db8::1", 587));
    }

    @Test
    void aReplyPerRecipientIsForLmtpAndForAllOfThem() {
        startBody();
        host.answers.put(HookCall.Message.class, new HookResult.AnswerEach(List.of(Replies.OK)));
        assertThatIllegalArgumentException().isThrownBy(() -> say(".\r\n"));
    }

    @Test
    void aHostWithoutTlsIsNeverAskedForIt() {
        assertThat(EngineSettings.defaults().tls()).isEqualTo(Requirement.FORBIDDEN);
        say("EHLO client.example\r\nSTARTTLS\r\n");
        assertThat(host.events).endsWith("502");
    }
}
