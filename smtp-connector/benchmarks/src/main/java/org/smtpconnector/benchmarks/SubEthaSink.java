package org.smtpconnector.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** SubEthaSMTP that reads each message to its end and forgets it. */
public final class SubEthaSink {

    private SubEthaSink() {}

    /**
     * Runs until the process is ended.
     *
     * @param arguments the port, on loopback, and the connections that there may be
     */
    public static void main(String[] arguments) {
        SMTPServer.port(Integer.parseInt(arguments[0]))
                .bindAddress(InetAddress.getLoopbackAddress())
                .maxConnections(Integer.parseInt(arguments[1]))
                .messageHandlerFactory(context -> new Sink())
                .build()
                .start();
    }

    private static final class Sink implements MessageHandler {

        @Override
        public void from(String from) {
            // everybody may send
        }

        @Override
        public void recipient(String recipient) {
            // everybody gets mail
        }

        @Override
        public String data(InputStream data) throws IOException {
            data.transferTo(OutputStream.nullOutputStream());
            return null;
        }

        @Override
        public void done() {
            // nothing is kept
        }
    }
}
