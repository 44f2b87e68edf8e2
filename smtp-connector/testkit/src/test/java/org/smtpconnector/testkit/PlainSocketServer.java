package org.smtpconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.smtpconnector.api.SmtpReply;
import org.smtpconnector.api.SmtpTransaction;
import org.smtpconnector.protocol.Caller;
import org.smtpconnector.protocol.EngineSettings;
import org.smtpconnector.protocol.HookCall;
import org.smtpconnector.protocol.HookResult;
import org.smtpconnector.protocol.SessionSnapshot;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.SmtpHost;
import org.smtpconnector.protocol.Verdict;

/** The engine in any server: a blocking socket is enough. Takes one connection, and keeps what it is told in memory. */
final class PlainSocketServer implements SmtpHost {
    private final StringBuilder replies = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private boolean closed;

    void serve(ServerSocket listener, EngineSettings settings) throws IOException {
        try (Socket socket = listener.accept()) {
            InetSocketAddress local = (InetSocketAddress) socket.getLocalSocketAddress();
            InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
            SmtpEngine engine = new SmtpEngine(settings, this, "s1", local, remote, Instant.now());
            InputStream input = socket.getInputStream();
            byte[] buffer = new byte[8192];
            engine.connected();
            for (int n = 0; n >= 0; n = closed ? -1 : input.read(buffer)) {
                engine.receive(ByteBuffer.wrap(buffer, 0, n), Instant.now());
                socket.getOutputStream().write(replies.toString().getBytes(StandardCharsets.US_ASCII));
                replies.setLength(0);
            }
        }
    }

    @Override
    public void reply(SmtpReply reply) {
        replies.append(reply);
    }

    @Override
    public boolean isBacklogged() {
        return false;
    }

    @Override
    public Verdict ask(HookCall question) {
        return question instanceof HookCall.Authenticate authenticate
                ? Verdict.of(new HookResult.Authenticated(
                        new Caller(authenticate.credential().authenticationId(), Set.of())))
                : Verdict.PROCEED;
    }

    @Override
    public void openBody(SessionSnapshot session, SmtpTransaction transaction) {
        body.setLength(0);
    }

    @Override
    public void body(ByteBuffer piece) {
        body.append(StandardCharsets.ISO_8859_1.decode(piece));
    }

    @Override
    public void discardBody() {
        body.setLength(0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
