package org.smtpconnector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.smtpconnector.api.SmtpTls;
import org.smtpconnector.protocol.SmtpEngine;
import org.smtpconnector.protocol.Verdict;

/** The server's side of one transcript over a socket: its settings, its application's decisions, its messages, and TLS. */
final class TranscriptServer {

    /** The one that transcripts with a Received field name. */
    private static final String[] CIPHER_SUITES = {"TLS_AES_128_GCM_SHA256"};

    private final Transcript transcript;
    private final SSLContext tls;
    private final RecordingHost host;
    private final SmtpEngine engine;
    private Socket socket;
    private int written;

    /**
     * Makes a server for one connection.
     *
     * @param later whether decisions come later, and replies fill the backlog at once
     */
    TranscriptServer(Transcript transcript, boolean later, SSLContext tls) {
        this.transcript = transcript;
        this.tls = tls;
        this.host = new RecordingHost(later, later);
        this.engine = new SmtpEngine(
                EngineOptions.settings(transcript.options()),
                host,
                "s1",
                EngineDialogue.LOCAL,
                EngineDialogue.REMOTE,
                EngineDialogue.NOW);
        host.runs(engine);
        transcript.steps().stream()
                .filter(Step.Decide.class::isInstance)
                .forEach(step -> host.decides(((Step.Decide) step).decision()));
    }

    /** Serves one connection to its end. */
    void serve(ServerSocket listener) throws IOException {
        try (Socket plain = listener.accept()) {
            socket = plain;
            socket.setTcpNoDelay(true);
            if (transcript.options().containsKey("implicitTls")) {
                secure();
            }
            engine.connected();
            settle();
            byte[] buffer = new byte[64 * 1024];
            int n = 0;
            while (!host.isClosed() && (n = socket.getInputStream().read(buffer)) >= 0) {
                ByteBuffer in = ByteBuffer.wrap(buffer, 0, n);
                do {
                    engine.receive(in, EngineDialogue.NOW);
                } while (settle() && in.hasRemaining());
            }
            socket.shutdownOutput();
            while (n >= 0) {
                // Closing with octets unread would reset the connection, and the last reply could be lost.
                n = socket.getInputStream().read(buffer);
            }
        }
        host.checkMessages(transcript + " (over a socket)", transcript.messages());
    }

    /** Decides what is open, and writes what is queued; true if there was anything to do. */
    private boolean settle() throws IOException {
        boolean decided = engine.isWaiting();
        while (engine.isWaiting()) {
            engine.decided(Verdict.of(host.takeOpen()));
        }
        boolean startTls = host.takeStartTls();
        if (startTls) {
            // Whatever is here before the reply is written was sent in clear.
            InputStream in = socket.getInputStream();
            in.skipNBytes(in.available());
        }
        List<String> lines = host.lines.subList(written, host.lines.size());
        written += lines.size();
        String replies = lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
        socket.getOutputStream().write(replies.getBytes(StandardCharsets.US_ASCII));
        if (startTls) {
            secure();
        }
        return host.flush() || decided;
    }

    private void secure() throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secure.setEnabledCipherSuites(CIPHER_SUITES);
        secure.startHandshake();
        socket = secure;
        SSLSession session = secure.getSession();
        engine.secured(
                new SmtpTls(session.getProtocol(), session.getCipherSuite(), Optional.empty(), List.of()),
                EngineDialogue.NOW);
    }
}
