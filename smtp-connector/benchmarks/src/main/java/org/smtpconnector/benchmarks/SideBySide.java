package org.smtpconnector.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * The connector with an empty bean in Payara Micro, beside a SubEthaSMTP sink in the same run, both under Postfix's {@code
 * smtp-source} (Debian package postfix), in turn. Reports messages per second, and the CPU that the server's process took for
 * each message.
 *
 * <pre>{@code
 * ./mvnw -Pside-by-side package -DskipTests -pl smtp-connector/benchmarks -am
 * }</pre>
 */
public final class SideBySide {

    private static final int ROUNDS = 5;
    private static final int MESSAGES = 20_000;
    private static final int SESSIONS = 20;
    private static final int OCTETS = 1024;

    private SideBySide() {}

    /**
     * Runs the comparison.
     *
     * @param arguments the folder with payara-micro.jar and smtp-connector.rar, and that with the server's settings
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int connectorPort = freePort();
        int subEthaPort = freePort();
        try (MicroServer server = MicroServer.start(new MicroServer.Setup(
                directory.resolve("payara-micro.jar"),
                List.of(directory.resolve("smtp-connector.rar"), war(directory)),
                Path.of(arguments[1]),
                directory.resolve("tmp"),
                freePort(),
                List.of("-Xmx512m", "-Dsmtp.listener.default.port=" + connectorPort),
                Map.of(),
                line -> {}))) {
            Process subEtha = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SubEthaSink.class.getName(),
                            String.valueOf(subEthaPort))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("subetha.log").toFile())
                    .start();
            try {
                awaitPort(connectorPort);
                awaitPort(subEthaPort);
                compare(server.process(), connectorPort, subEtha.toHandle(), subEthaPort);
            } finally {
                subEtha.destroyForcibly().waitFor();
            }
        }
    }

    private static void compare(ProcessHandle connector, int connectorPort, ProcessHandle subEtha, int subEthaPort)
            throws IOException, InterruptedException {
        System.out.printf("%-14s %10s %14s%n", "round", "messages/s", "CPU us/message");
        for (int round = 0; round <= ROUNDS; round++) {
            String name = round == 0 ? "warm-up" : "round " + round;
            measure(name + ": connector", connector, connectorPort);
            measure(name + ": SubEtha", subEtha, subEthaPort);
        }
    }

    private static void measure(String name, ProcessHandle server, int port) throws IOException, InterruptedException {
        Duration cpu = cpu(server);
        long start = System.nanoTime();
        int status = new ProcessBuilder(
                        "/usr/sbin/smtp-source",
                        "-d",
                        "-s",
                        String.valueOf(SESSIONS),
                        "-m",
                        String.valueOf(MESSAGES),
                        "-l",
                        String.valueOf(OCTETS),
                        "-f",
                        "sender@example.org",
                        "-t",
                        "recipient@example.org",
                        "127.0.0.1:" + port)
                .inheritIO()
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IllegalStateException("smtp-source ended with status " + status);
        }
        System.out.printf(
                "%-22s %10.0f %14.1f%n",
                name, MESSAGES / seconds, cpu(server).minus(cpu).toNanos() / 1e3 / MESSAGES);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The application: one class. */
    private static Path war(Path directory) throws IOException {
        Path war = directory.resolve("empty.war");
        String file = EmptyInbox.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
                var bean = EmptyInbox.class.getClassLoader().getResourceAsStream(file)) {
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + file));
            bean.transferTo(zip);
            zip.closeEntry();
        }
        return war;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(60_000);
                if (socket.getInputStream().read() == '2') {
                    return; // the greeting
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100); // another process: there is nothing to wait on
            }
        }
        throw new IllegalStateException("Nobody greets on port " + port);
    }
}
