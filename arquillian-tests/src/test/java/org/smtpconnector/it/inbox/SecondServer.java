package org.smtpconnector.it.inbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** Another SMTP server, to which the inbox releases messages. */
public final class SecondServer implements AutoCloseable {

    /** The placeholder of the port in an argument of a server. */
    public static final String PORT = "${test.release.smtp.port}";

    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final SMTPServer server;

    /** A message that was taken. */
    public record Taken(String from, List<String> recipients, String content) {}

    /** Starts the server. */
    public SecondServer() {
        server = SMTPServer.port(port())
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new Recorder())
                .build();
        server.start();
    }

    static int port() {
        return Integer.getInteger("test.release.smtp.port");
    }

    /** Returns what was taken so far, in its order. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Recorder implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();
        private String from;

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) {
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws IOException {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            data.transferTo(octets);
            taken.add(new Taken(from, List.copyOf(recipients), octets.toString(StandardCharsets.UTF_8)));
            return "2.0.0 Delivered as 4711";
        }

        @Override
        public void done() {
            // Everything is in the queue.
        }
    }
}
