package org.smtpconnector.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smtpconnector.api.SmtpTls;

/** Faults 1 to 3 of issue 10: the client that a proxy brings, and the user as whom it has authenticated. */
class EngineIdentityTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.25", 25);
    private static final InetSocketAddress PROXY = new InetSocketAddress("192.0.2.1", 40000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.7", 4711);
    private static final SmtpTls TLS = new SmtpTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), List.of());
    private static final Caller BOB = new Caller("bob", Set.of("staff"));

    private final EventHost host = new EventHost();
    private final EngineSettings.Builder settings = EngineSettings.builder()
            .receivedHeader(false)
            .tls(Requirement.OPTIONAL)
            .auth(Requirement.OPTIONAL)
            .authMechanisms(Set.of(AuthMechanism.PLAIN, AuthMechanism.XOAUTH2, AuthMechanism.OAUTHBEARER))
            .insecureAuth(true);
    private SmtpEngine engine;

    private void connectThroughProxy(InetAddress trusted) {
        settings.xclientTrusted(trusted::equals);
        engine = new SmtpEngine(settings.build(), host, "s1", LOCAL, PROXY, Instant.EPOCH);
        engine.proxied(LOCAL, CLIENT);
        engine.connected();
        say("EHLO client.example");
        host.events.clear();
    }

    private void connect() {
        settings.xclientTrusted(address -> true);
        engine = new SmtpEngine(settings.build(), host, "s1", LOCAL, PROXY, Instant.EPOCH);
        engine.connected();
        say("EHLO client.example");
        host.events.clear();
    }

    private void say(String line) {
        engine.receive(ByteBuffers.ascii(line + "\r\n"), Instant.EPOCH);
    }

    private Optional<Caller> callerAtMail() {
        say("EHLO client.example");
        say("MAIL FROM:<a@example.org>");
        return host.last(HookCall.MailFrom.class).session().caller();
    }

    @Test
    void aClientBehindAProxyIsNotTrustedWithXclientBecauseTheProxyIs() {
        connectThroughProxy(PROXY.getAddress());
        say("XCLIENT LOGIN=admin");

        assertThat(host.events).containsExactly("502");
        assertThat(engine.session().caller()).isEmpty();
    }

    @Test
    void aTrustedClientBehindAProxyMayUseXclient() {
        connectThroughProxy(CLIENT.getAddress());
        say("XCLIENT LOGIN=admin");

        assertThat(host.events).containsExactly("220");
        assertThat(engine.session().caller()).contains(new Caller("admin", Set.of()));
    }

    @Test
    void thePeerThatSpeaksXclientStaysTrustedWhateverAddressItNames() {
        connectThroughProxy(CLIENT.getAddress());
        say("XCLIENT ADDR=203.0.113.9");
        say("XCLIENT LOGIN=me");

        assertThat(host.events).containsExactly("220", "220");
    }

    @Test
    void theCallerIsTheUserOfTheIdentityStoreNotTheOneThatTheClientClaims() {
        host.answers.put(HookCall.Authenticate.class, new HookResult.Authenticated(BOB));
        connect();
        say("AUTH XOAUTH2 dXNlcj1hZG1pbgFhdXRoPUJlYXJlciBzZWNyZXQBAQ=="); // user=admin

        assertThat(host.last(HookCall.Authenticate.class).credential().authenticationId())
                .isEqualTo("admin");
        assertThat(callerAtMail()).contains(BOB);
        assertThat(engine.session().authenticationId()).contains("bob");
    }

    @Test
    void theUserOfOauthbearerIsItsAuthenticationId() {
        connect();
        // n,a=me@example.org,^Ahost=mx.example^Aport=587^Aauth=Bearer secret^A^A
        say("AUTH OAUTHBEARER "
                + "bixhPW1lQGV4YW1wbGUub3JnLAFob3N0PW14LmV4YW1wbGUBcG9ydD01ODcBYXV0aD1CZWFyZXIgc2VjcmV0AQE=");

        SmtpCredential credential = host.last(HookCall.Authenticate.class).credential();
        assertThat(credential.authenticationId()).isEqualTo("me@example.org");
        assertThat(credential.authorizationId()).isEmpty();
    }

    @Test
    void startTlsForgetsTheCallerThatAuthenticatedInClear() {
        host.answers.put(HookCall.Authenticate.class, new HookResult.Authenticated(BOB));
        connect();
        say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
        assertThat(callerAtMail()).contains(BOB);
        say("RSET");
        say("STARTTLS");
        engine.secured(TLS, Instant.EPOCH);

        assertThat(callerAtMail()).isEmpty();
        assertThat(engine.session().authenticatedAt()).isEmpty();
        assertThat(engine.session().authorizationId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XCLIENT ADDR=198.51.100.8", "XCLIENT LOGIN=[UNAVAILABLE]", "XCLIENT HELO=x PROTO=ESMTP"})
    void xclientForgetsTheCallerThatAuthenticatedBeforeIt(String xclient) {
        host.answers.put(HookCall.Authenticate.class, new HookResult.Authenticated(BOB));
        connect();
        say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
        say(xclient);

        assertThat(callerAtMail()).isEmpty();
        assertThat(engine.session().authenticatedAt()).isEmpty();
    }

    @Test
    void theLoginOfXclientReplacesTheCallerAndHasNoGroups() {
        host.answers.put(HookCall.Authenticate.class, new HookResult.Authenticated(BOB));
        connect();
        say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
        say("XCLIENT LOGIN=alice");

        assertThat(callerAtMail()).contains(new Caller("alice", Set.of()));
    }
}
