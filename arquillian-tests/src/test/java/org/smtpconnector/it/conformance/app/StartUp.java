package org.smtpconnector.it.conformance.app;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Properties;

/** A client of the application's own listener, which connects while the application starts. */
@Singleton
@Startup
public class StartUp {

    private static final int PATIENCE_MILLIS = 2_000;

    /** The address that a listener has if none is configured. A server may take ::1 for the loopback address. */
    private static final byte[] LISTENER = {127, 0, 0, 1};

    private static volatile String heard = "nothing was tried";

    /** Connects, and waits for a greeting that must not come: the application has started only when this method has returned. */
    @PostConstruct
    void connect() {
        try (Socket socket = new Socket(InetAddress.getByAddress(LISTENER), port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            heard = socket.getInputStream().read() == '2' ? "a greeting" : "the end";
        } catch (SocketTimeoutException e) {
            heard = "nothing";
        } catch (IOException e) {
            heard = "nobody listens";
        }
    }

    private static int port() throws IOException {
        Properties configuration = new Properties();
        try (InputStream file = StartUp.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            configuration.load(file);
        }
        return Integer.parseInt(configuration.getProperty("smtp.listener.default.port"));
    }

    static String heard() {
        return heard;
    }
}
