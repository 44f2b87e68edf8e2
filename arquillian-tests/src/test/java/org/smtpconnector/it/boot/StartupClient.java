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
 * A singleton without which the application has not started, and a client of its listener: it returns, or fails, when it has
 * waited in vain for a greeting. What it has heard is in a file afterwards.
 */
@Singleton
@Startup
public class StartupClient {

    static final String NOTHING = "nothing";

    /** In milliseconds; without the adapter's patience the greeting comes within a tenth of that. */
    private static final int WAIT = 3000;

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
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT);
            socket.setSoTimeout(WAIT);
            return "octet " + socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return NOTHING;
        }
    }
}
