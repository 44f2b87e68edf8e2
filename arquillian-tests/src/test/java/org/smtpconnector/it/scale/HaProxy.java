package org.smtpconnector.it.scale;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.smtpconnector.it.inbox.Program;

/** HAProxy with the configuration of {@code docs/scale-out}, on ports of this machine. */
final class HaProxy implements AutoCloseable {

    private static final Path CONFIGURATION = Path.of("..", "docs", "scale-out", "haproxy.cfg");

    private final Process process;
    private final int port;

    /** Skips the test, naming the package, where there is no HAProxy. */
    static void require() {
        Program.require("haproxy", "haproxy");
    }

    /** Starts it and waits until it takes connections. */
    HaProxy(Path folder, int port, List<Integer> servers) throws IOException {
        this.port = port;
        String configuration = Files.readString(CONFIGURATION)
                .replace("bind :25", "bind 127.0.0.1:" + port)
                .replace("10.0.0.11:2525", "127.0.0.1:" + servers.get(0))
                .replace("10.0.0.12:2525", "127.0.0.1:" + servers.get(1));
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), configuration);
        File log = folder.resolve("haproxy.log").toFile();
        process = new ProcessBuilder(Program.find("haproxy").orElseThrow().toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        await("HAProxy takes connections, see " + log)
                .atMost(Duration.ofSeconds(30))
                .until(this::isOpen);
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
