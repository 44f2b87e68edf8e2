package org.smtpconnector.it.boot;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A start-up singleton that is a client of the application's own listener. It returns, or fails, when no greeting has arrived
 * within three seconds, and leaves what it received in a file.
 */
@Singleton
@Startup
public class StartupClient {

    static final String NOTHING = "nothing";

    /** The time in milliseconds. An adapter that does not wait for the application greets within a tenth of it. */
    private static final int WAIT = 3000;

    /** The address that a listener has if none is configured. On Java 25 this server takes ::1 for the loopback address. */
    private static final byte[] LISTENER = {127, 0, 0, 1};

    @PostConstruct
    void connect() {
        Properties boot = new Properties();
        try (InputStream stream = StartupClient.class.getResourceAsStream("/boot.properties")) {
            boot.load(stream);
            Files.writeString(Path.of(boot.getProperty("heard")), hear(Integer.parseInt(boot.getProperty("port"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (boot.getProperty("fails").equals("true")) {
            throw new IllegalStateException("This application does not start");
        }
    }

    private static String hear(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(LISTENER), port), WAIT);
            socket.setSoTimeout(WAIT);
            return "octet " + socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return NOTHING;
        }
    }
}
