package org.smtpconnector.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Runs a transcript over a socket against a server that listens somewhere. The server's settings, what its application
 * decides and what messages it receives are the caller's business: {@code O:}, {@code A:}, {@code M:} and {@code N:} lines are
 * not looked at.
 */
public final class SocketDialogue {

    private final Transcript transcript;
    private final Duration timeout;
    private final SSLContext tls;
    private final boolean coalesced;
    private final List<String> said = new ArrayList<>();
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    /** The replies that are expected to commands that have not been sent yet. */
    private final List<Step> awaited = new ArrayList<>();

    private Socket socket;
    private InputStream in;

    private SocketDialogue(Transcript transcript, Duration timeout, SSLContext tls, boolean coalesced) {
        this.transcript = transcript;
        this.timeout = timeout;
        this.tls = tls;
        this.coalesced = coalesced;
    }

    /**
     * Runs a transcript over a connection of its own.
     *
     * @param transcript not null
     * @param server where the server listens; not null
     * @param timeout how long to wait for the connection and for each reply; more than zero
     * @throws AssertionError if the server says or does anything else than the transcript, or nothing for that long
     * @throws UncheckedIOException if the connection fails
     */
    public static void run(Transcript transcript, InetSocketAddress server, Duration timeout) {
        run(transcript, server, timeout, null);
    }

    /**
     * Runs a transcript over a connection of its own, with TLS where it says so.
     *
     * @param transcript not null
     * @param server where the server listens; not null
     * @param timeout as {@link #run(Transcript, InetSocketAddress, Duration)}
     * @param tls trusts the server's certificate; may be null for a transcript without TLS
     * @throws AssertionError as {@link #run(Transcript, InetSocketAddress, Duration)}
     * @throws UncheckedIOException if the connection or the handshake fails
     */
    public static void run(Transcript transcript, InetSocketAddress server, Duration timeout, SSLContext tls) {
        new SocketDialogue(transcript, timeout, tls, false).run(server, transcript.isImplicitTls());
    }

    /** Like {@link #run(Transcript, InetSocketAddress, Duration, SSLContext)}, but the connection begins with TLS in any case. */
    public static void runOverTls(Transcript transcript, InetSocketAddress server, Duration timeout, SSLContext tls) {
        new SocketDialogue(transcript, timeout, tls, false).run(server, true);
    }

    /**
     * Runs a transcript over a connection of its own, and sends at once all that comes after the greeting, as far as TLS
     * or a {@code W:} allow it.
     *
     * @param transcript that allows {@link EngineDialogue.Cut#COALESCED}; not null
     * @param server where the server listens; not null
     * @param timeout as {@link #run(Transcript, InetSocketAddress, Duration)}
     * @param tls as {@link #run(Transcript, InetSocketAddress, Duration, SSLContext)}
     * @throws AssertionError as {@link #run(Transcript, InetSocketAddress, Duration)}
     * @throws UncheckedIOException if the connection or the handshake fails
     */
    public static void runCoalesced(Transcript transcript, InetSocketAddress server, Duration timeout, SSLContext tls) {
        new SocketDialogue(transcript, timeout, tls, true).run(server, transcript.isImplicitTls());
    }

    private void run(InetSocketAddress server, boolean implicit) {
        try (Socket plain = new Socket()) {
            socket = plain;
            socket.connect(server, (int) timeout.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
            if (implicit) {
                secure(server);
            }
            for (Step step : transcript.steps()) {
                take(step, server);
            }
            turn();
            if (!transcript.endsWithClose()) {
                socket.shutdownOutput();
                expectEnd(transcript.lastLine(), "nothing more");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(transcript + " at " + server + ", after " + said, e);
        }
    }

    private void take(Step step, InetSocketAddress server) throws IOException {
        if (step instanceof Step.Send send) {
            unsent.writeBytes(send.octets().toBytes());
        } else if (step instanceof Step.Expect || step instanceof Step.ExpectClose) {
            awaited.add(step);
            if (!coalesced || (unsent.size() == 0 && said.isEmpty())) {
                turn();
            }
        } else if (step instanceof Step.Wait) {
            turn();
        } else if (step instanceof Step.Secure) {
            turn();
            secure(server);
        }
    }

    /** Sends all that the client has to say in one piece; then it is the server's turn. */
    private void turn() throws IOException {
        if (unsent.size() > 0) {
            OutputStream out = socket.getOutputStream();
            out.write(unsent.toByteArray());
            out.flush();
            unsent.reset();
        }
        for (Step step : awaited) {
            if (step instanceof Step.Expect expect) {
                expect(expect);
            } else {
                expectEnd(step.line(), "the end of the connection");
            }
        }
        awaited.clear();
    }

    private void secure(InetSocketAddress server) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, server.getHostString(), server.getPort(), true);
        secure.startHandshake();
        socket = secure;
        in = new BufferedInputStream(socket.getInputStream());
    }

    private void expect(Step.Expect expect) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = readLine(expect.line(), "S: " + expect.pattern());
            if (line == null) {
                throw differs(expect.line(), "S: " + expect.pattern(), "the end of the connection");
            }
            lines.add(line);
        } while (Replied.isWholeReply(expect.pattern()) && line.length() > 3 && line.charAt(3) == '-');
        if (Replied.match(expect.pattern(), lines) == 0) {
            throw differs(expect.line(), "S: " + expect.pattern(), "S: " + String.join("\n            S: ", lines));
        }
    }

    private void expectEnd(int step, String expected) throws IOException {
        String line = readLine(step, expected);
        if (line != null) {
            throw differs(step, expected, "S: " + line);
        }
    }

    private String readLine(int step, String expected) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int octet;
            while ((octet = in.read()) >= 0) {
                line.write(octet);
                if (octet == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    if (!text.endsWith("\r\n")) {
                        throw differs(step, expected, "a line without CR LF: " + Octets.of(line.toByteArray()));
                    }
                    said.add(text.substring(0, text.length() - 2));
                    return said.get(said.size() - 1);
                }
            }
        } catch (SocketTimeoutException e) {
            throw differs(step, expected, "nothing for " + timeout + ", but " + Octets.of(line.toByteArray()));
        }
        if (line.size() > 0) {
            throw differs(step, expected, "a part of a line: " + Octets.of(line.toByteArray()));
        }
        return null;
    }

    private AssertionError differs(int line, String expected, String received) {
        StringBuilder text = new StringBuilder();
        text.append(transcript).append(", line ").append(line);
        text.append("\n  expected: ").append(expected).append("\n  received: ").append(received);
        text.append("\n  all that the server said:");
        said.forEach(reply -> text.append("\n    S: ").append(reply));
        return new AssertionError(text.toString());
    }
}
