package org.smtpconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.Replies;
import org.smtpconnector.protocol.Secret;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpCredential;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.Verdict;

/** Runs the engine in memory, and complains if it breaks its contract. */
final class RecordingHost implements SmtpHost {

    final List<String> lines = new ArrayList<>();
    final List<Octets> messages = new ArrayList<>();

    private final Map<Decision.Topic, Deque<HookResult>> decisions = new EnumMap<>(Decision.Topic.class);
    private final boolean later;
    private final boolean backlog;

    private SmtpEngine engine;
    private ByteArrayOutputStream body;
    private HookResult open;
    private boolean backlogged;
    private boolean closed;
    private boolean securing;

    /**
     * Makes a host.
     *
     * @param later give no decision at once
     * @param backlog be backlogged after each reply
     */
    RecordingHost(boolean later, boolean backlog) {
        this.later = later;
        this.backlog = backlog;
        for (Decision.Topic topic : Decision.Topic.values()) {
            decisions.put(topic, new ArrayDeque<>());
        }
    }

    void runs(SmtpEngine it) {
        engine = it;
    }

    void decides(Decision decision) {
        decisions.get(decision.topic()).add(decision.decision());
    }

    boolean isClosed() {
        return closed;
    }

    /** Fails if other messages have been received than these. */
    void checkMessages(String where, List<byte[]> expected) {
        for (int i = 0; i < Math.max(expected.size(), messages.size()); i++) {
            Octets should = i < expected.size() ? Octets.of(expected.get(i)) : null;
            Octets is = i < messages.size() ? messages.get(i) : null;
            if (!Objects.equals(should, is)) {
                throw new AssertionError(
                        where + "\n  message " + (i + 1) + "\n  expected: " + should + "\n  received: " + is);
            }
        }
    }

    /** The decision that the engine waits for. */
    HookResult takeOpen() {
        HookResult decision = open;
        open = null;
        return decision;
    }

    /** All replies have been written; true if there were any. */
    boolean flush() {
        boolean was = backlogged;
        backlogged = false;
        return was;
    }

    @Override
    public void reply(SmtpReply reply) {
        check(!closed, "a reply after close()");
        lines.addAll(List.of(reply.toString().split("\r\n")));
        backlogged = backlog;
    }

    @Override
    public boolean isBacklogged() {
        return backlogged;
    }

    @Override
    public Verdict ask(HookCall question) {
        check(open == null, "a question while another one is open");
        Decision.Topic topic = topic(question);
        if (topic == Decision.Topic.MESSAGE) {
            check(body != null, "a message without a body");
            messages.add(Octets.of(body.toByteArray()));
            body = null;
        }
        HookResult standard = HookResult.PROCEED;
        if (question instanceof HookCall.Authenticate authenticate) {
            standard = check(authenticate.credential());
        }
        HookResult decision = decisions.get(topic).poll();
        if (decision == null || (decision == HookResult.PROCEED && topic == Decision.Topic.AUTH)) {
            decision = standard;
        }
        if (later) {
            open = decision;
            return null;
        }
        return Verdict.of(decision);
    }

    private static Decision.Topic topic(HookCall question) {
        if (question instanceof HookCall.Connect) {
            return Decision.Topic.CONNECT;
        } else if (question instanceof HookCall.Hello) {
            return Decision.Topic.HELLO;
        } else if (question instanceof HookCall.MailFrom) {
            return Decision.Topic.MAIL;
        } else if (question instanceof HookCall.RcptTo) {
            return Decision.Topic.RCPT;
        } else if (question instanceof HookCall.DataStart) {
            return Decision.Topic.DATASTART;
        } else if (question instanceof HookCall.Message) {
            return Decision.Topic.MESSAGE;
        } else if (question instanceof HookCall.Authenticate) {
            return Decision.Topic.AUTH;
        }
        return Decision.Topic.UNKNOWN;
    }

    /** As strict as the adapter: nobody may act as another user. */
    private static HookResult check(SmtpCredential credential) {
        Secret secret = credential instanceof SmtpCredential.Password password
                ? password.password()
                : ((SmtpCredential.Bearer) credential).token();
        boolean himself = credential.authorizationId().isEmpty()
                || credential.authorizationId().equals(credential.authenticationId());
        return himself && secret.reveal().equals("secret")
                ? new HookResult.Authenticated(new Caller(
                        credential.authenticationId().isEmpty() ? "token" : credential.authenticationId(), Set.of()))
                : new HookResult.Answer(Replies.AUTHENTICATION_FAILED);
    }

    @Override
    public void startTls() {
        check(!securing, "startTls() twice");
        securing = true;
    }

    /** Whether TLS was asked for since the last call. */
    boolean takeStartTls() {
        boolean was = securing;
        securing = false;
        return was;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        check(!session.heloName().isEmpty(), "a body before HELO");
        check(!transaction.recipients().isEmpty(), "a body for nobody");
        check(body == null, "a body within a body");
        body = new ByteArrayOutputStream();
    }

    @Override
    public void body(ByteBuffer piece) {
        check(body != null, "a piece of no body");
        check(piece.hasRemaining(), "an empty piece");
        if (decisions.get(Decision.Topic.BODY).poll() instanceof HookResult.Answer refusal) {
            engine.rejectBody(Verdict.refused(refusal.reply()));
        }
        byte[] octets = new byte[piece.remaining()];
        piece.get(octets);
        body.writeBytes(octets);
    }

    @Override
    public void discardBody() {
        check(body != null, "nothing to discard");
        body = null;
    }

    @Override
    public void close() {
        check(!closed, "close() twice");
        closed = true;
    }

    private static void check(boolean condition, String complaint) {
        if (!condition) {
            throw new AssertionError("The engine breaks the contract of SmtpHost: " + complaint);
        }
    }
}
