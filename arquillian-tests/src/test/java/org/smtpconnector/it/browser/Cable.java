package org.smtpconnector.it.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connection of a browser with the server, which can be pulled. */
final class Cable implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress server;
    private final ServerSocket end = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean pulled;

    Cable(URI server) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        start(this::accept);
    }

    /** The server's page, by way of this cable. */
    URI page() {
        return URI.create("http://127.0.0.1:" + end.getLocalPort() + '/');
    }

    /** Breaks what is connected; new connections are closed at once. */
    void pull() {
        pulled = true;
        open.forEach(Cable::closeQuietly);
        open.clear();
    }

    void plug() {
        pulled = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket browser = end.accept();
            if (pulled) {
                browser.close();
                continue;
            }
            Socket other = new Socket(server.getAddress(), server.getPort());
            open.add(browser);
            open.add(other);
            start(() -> copy(browser, other));
            start(() -> copy(other, browser));
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // Pulled, or one side has left: then the other one goes, too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // That is what was wanted.
        }
    }

    private interface Job {
        void run() throws IOException;
    }

    private static void start(Job job) {
        Thread thread = new Thread(() -> {
            try {
                job.run();
            } catch (IOException e) {
                // The end was closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        end.close();
        pull();
    }
}
