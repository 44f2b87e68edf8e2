package org.smtpconnector.it.inbox;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A client that is made of what a test says, for many connections at once. */
public final class SmtpConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    /** Longer than any message here takes; only against a test that never ends. */
    private static final int TIMEOUT_MILLIS = 900_000;

    private final Socket socket = new Socket();
    private InputStream in;
    private OutputStream out;

    public SmtpConnection(InetSocketAddress server) throws IOException {
        socket.connect(server);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        expect("220");
        command("250", "EHLO client.example");
    }

    /** Begins TLS with whoever the server says it is, and says EHLO again. */
    public SSLSession startTls() throws IOException, GeneralSecurityException {
        command("220", "STARTTLS");
        SSLSocket tls = (SSLSocket) TrustingTls.context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        tls.startHandshake();
        in = new BufferedInputStream(tls.getInputStream());
        out = new BufferedOutputStream(tls.getOutputStream(), BUFFER);
        command("250", "EHLO client.example");
        return tls.getSession();
    }

    /** Says a command and waits for the reply. */
    public void command(String code, String command) throws IOException {
        say(command);
        expect(code);
    }

    /** Says a command and leaves it to a later {@link #expect} to send it. */
    public void say(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the stream for a message's octets, dots and all. */
    public OutputStream body() {
        return out;
    }

    /** Sends what was said and reads one reply. */
    public void expect(String code) throws IOException {
        String reply = reply();
        if (!reply.startsWith(code)) {
            throw new AssertionError("Expected " + code + ", but got " + reply);
        }
    }

    /** Sends what was said and reads one reply, of which this is the last line. */
    public String reply() throws IOException {
        out.flush();
        String line;
        do {
            line = line();
        } while (line.length() > 3 && line.charAt(3) == '-');
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("The server closed the connection after \"" + line + '"');
            }
            line.append((char) octet);
        }
        return line.substring(0, line.length() - 2);
    }

    /** Sends a message and returns the reply to it, or the first reply that is neither 2xx nor 3xx. */
    public String deliver(String subject, String recipient) throws IOException {
        String reply = "";
        for (String command : new String[] {"MAIL FROM:<sender@example.org>", "RCPT TO:<" + recipient + ">", "DATA"}) {
            say(command);
            reply = reply();
            if (reply.charAt(0) > '3') {
                return reply;
            }
        }
        say("Subject: " + subject + "\r\n\r\nText\r\n.");
        return reply();
    }

    /** Leaves without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
