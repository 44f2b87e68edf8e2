package org.smtpconnector.adapter.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client on a real socket, which can send what it likes. */
final class TestClient implements AutoCloseable {

    private final Socket connection = new Socket();

    /** Under TLS it is the secured one. */
    Socket socket = connection;

    private BufferedReader reader;

    private TestClient(InetSocketAddress server, InetAddress from) throws IOException {
        socket.setSoTimeout(10_000);
        if (from != null) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        socket.connect(server, 10_000);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    static TestClient connect(InetSocketAddress server) throws IOException {
        return new TestClient(server, null);
    }

    /** Connects from another of this machine's addresses, such as 127.0.0.2. */
    static TestClient connect(InetSocketAddress server, String from) throws IOException {
        return new TestClient(server, InetAddress.getByName(from));
    }

    /** Connects with TLS. */
    static TestClient connect(InetSocketAddress server, SSLContext tls) throws IOException {
        return connect(server).secure(tls);
    }

    /** Has the handshake. */
    TestClient secure(SSLContext tls) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, "mx.example.org", socket.getPort(), true);
        secured.startHandshake();
        socket = secured;
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        return this;
    }

    /** Says hello and STARTTLS, and has the handshake. */
    TestClient startTls(SSLContext tls) throws IOException {
        return send("EHLO client.example")
                .expect("250")
                .send("STARTTLS")
                .expect("220 2.0.0")
                .secure(tls);
    }

    /** Connects, and has read the greeting. */
    static TestClient greeted(InetSocketAddress server) throws IOException {
        return connect(server).expect("220");
    }

    TestClient send(String... lines) throws IOException {
        send((String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1));
        return this;
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends an envelope and DATA, one command after another. */
    TestClient data() throws IOException {
        return send("HELO client.example")
                .expect("250")
                .send("MAIL FROM:<a@example.org>")
                .expect("250")
                .send("RCPT TO:<b@example.org>")
                .expect("250")
                .send("DATA")
                .expect("354");
    }

    /** Reads one reply, all its lines, and looks at how it begins. */
    TestClient expect(String start) throws IOException {
        assertThat(reply()).startsWith(start);
        return this;
    }

    /** The last line of the next reply. */
    String reply() throws IOException {
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }

    /** All lines of the next reply. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = reader.readLine();
            lines.add(line == null ? "end of stream" : line);
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return lines;
    }

    void expectEnd() throws IOException {
        assertThat(reader.readLine()).isNull();
    }

    /** Ends the connection as a program does that dies. */
    void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
