package org.smtpconnector.adapter.jca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** An SMTP client that may end its output, or its connection, where it likes. */
final class Client implements AutoCloseable {

    private Socket socket = new Socket();
    private BufferedReader reader;

    private Client() {}

    static Client connect(InetSocketAddress server) throws IOException {
        Client client = new Client();
        client.socket.setSoTimeout(20_000);
        client.socket.connect(server, 20_000);
        client.socket.setTcpNoDelay(true);
        client.read();
        return client;
    }

    private void read() throws IOException {
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Reads the greeting and says hello. */
    Client hello() throws IOException {
        return hello("client.example");
    }

    /** Reads the greeting and says hello under a name. */
    Client hello(String name) throws IOException {
        return expect("220").say("EHLO " + name, "250");
    }

    /** Has the handshake that follows STARTTLS. */
    Client startTls(SSLContext tls) throws IOException {
        say("STARTTLS", "220");
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.startHandshake();
        socket = secured;
        read();
        return say("EHLO client.example", "250");
    }

    /** Authenticates as a user; the password is his name. */
    Client auth(String user) throws IOException {
        return say("AUTH PLAIN " + base64("\0" + user + "\0" + user), "235");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Sends the commands of a mail transaction as far as DATA, for these recipients. */
    Client data(String... recipients) throws IOException {
        say("MAIL FROM:<sender@example.org>", "250");
        for (String recipient : recipients) {
            say("RCPT TO:<" + recipient + ">", "250");
        }
        return say("DATA", "354");
    }

    /** Sends a message to a recipient, and reads the reply to it. */
    Client message(String recipient, String reply) throws IOException {
        return data(recipient).send("Subject: x", "", "Text", ".").expect(reply);
    }

    Client say(String line, String reply) throws IOException {
        return send(line).expect(reply);
    }

    Client send(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads a reply, and looks at how its last line begins. */
    Client expect(String start) throws IOException {
        assertThat(reply()).startsWith(start);
        return this;
    }

    /** Returns the last line of the next reply. */
    String reply() throws IOException {
        String line;
        do {
            line = reader.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return line == null ? "end of stream" : line;
    }

    /** Ends the output; the input stays. */
    Client shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection as a program does that dies. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
