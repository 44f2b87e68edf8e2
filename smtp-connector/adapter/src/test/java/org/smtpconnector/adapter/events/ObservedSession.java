package org.smtpconnector.adapter.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Requirement;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.SmtpObserver;
import org.smtpconnector.protocol.Verdict;

/** An engine and its events, without a transport: says what the transport would. */
final class ObservedSession implements SmtpHost {

    /** The application's verdict, by what is asked. */
    final Map<Class<? extends HookCall>, Verdict> answers = new HashMap<>();

    final SessionEvents events;
    final SmtpEngine engine;

    /** The decision about a message that is not given yet. */
    boolean holding;

    ObservedSession(ListenerEvents listener, String id) {
        events = new SessionEvents(listener, id);
        engine = new SmtpEngine(
                EngineSettings.builder()
                        .listener("mx")
                        .hostname("mx.example")
                        .receivedHeader(false)
                        .auth(Requirement.OPTIONAL)
                        .insecureAuth(true)
                        .build(),
                this,
                id,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000),
                Instant.now());
        engine.connected();
    }

    ObservedSession say(String... lines) {
        for (String line : lines) {
            engine.receive(ByteBuffer.wrap((line + "\r\n").getBytes(UTF_8)), Instant.now());
        }
        return this;
    }

    ObservedSession message(String from, String to, String... lines) {
        return say("MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA")
                .say(lines)
                .say(".");
    }

    void lost() {
        events.ended(engine.session());
    }

    @Override
    public void reply(SmtpReply reply) {
        events.reply(reply);
    }

    @Override
    public boolean isBacklogged() {
        return false;
    }

    @Override
    public Verdict ask(HookCall question) {
        if (question instanceof HookCall.Authenticate) {
            events.authenticating();
        }
        if (question instanceof HookCall.Message) {
            events.delivering();
            if (holding) {
                return null;
            }
        }
        Verdict answer = answers.get(question.getClass());
        if (answer != null) {
            return answer;
        }
        return question instanceof HookCall.Authenticate authenticate
                ? Verdict.of(new HookResult.Authenticated(
                        new Caller(authenticate.credential().authenticationId(), Set.of())))
                : Verdict.PROCEED;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        // not kept
    }

    @Override
    public void body(ByteBuffer piece) {
        // not kept
    }

    @Override
    public void discardBody() {
        // not kept
    }

    @Override
    public SmtpObserver observer() {
        return events;
    }

    @Override
    public void close() {
        // the test says when the connection is closed
    }
}
