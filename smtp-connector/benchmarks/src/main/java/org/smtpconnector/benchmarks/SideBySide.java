package org.smtpconnector.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * The connector with an empty bean in Payara Micro, beside a SubEthaSMTP sink, both under Postfix's {@code smtp-source} (Debian
 * package postfix). SubEthaSMTP writes no log, so there is a second connector that writes no audit lines. All servers run all the
 * time and are loaded in turn, each round beginning with another one. Reports messages per second, and the CPU that the
 * server's process took for each message.
 *
 * <pre>{@code
 * ./mvnw -Pside-by-side package -DskipTests -pl smtp-connector/benchmarks -am
 * }</pre>
 */
public final class SideBySide {

    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 9;

    private SideBySide() {}

    /**
     * Runs the comparison.
     *
     * @param arguments the folder with payara-micro.jar and smtp-connector.rar, and that with the server's settings
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path settings = Path.of(arguments[1]);
        Path war = war(directory);
        int connectorPort = freePort();
        int silentPort = freePort();
        int subEthaPort = freePort();
        try (MicroServer server = server(directory, war, settings, connectorPort, "log");
                MicroServer silent = server(directory, war, settings, silentPort, "off")) {
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
                compare(
                        List.of(
                                new Contestant("SMTP connector", server.process(), connectorPort),
                                new Contestant("SMTP connector without audit lines", silent.process(), silentPort)),
                        new Contestant("SubEthaSMTP", subEtha.toHandle(), subEthaPort));
            } finally {
                subEtha.destroyForcibly().waitFor();
            }
        }
    }

    private static MicroServer server(Path directory, Path war, Path settings, int port, String audit)
            throws IOException {
        return MicroServer.start(new MicroServer.Setup(
                directory.resolve("payara-micro.jar"),
                List.of(directory.resolve("smtp-connector.rar"), war),
                settings,
                directory.resolve("tmp" + port),
                freePort(),
                List.of(
                        "-Xmx512m",
                        "-Dsmtp.listener.default.port=" + port,
                        "-Dsmtp.audit=" + audit,
                        // A client that has to connect again would be measured too.
                        "-Dsmtp.max-messages-per-connection=unlimited"),
                Map.of(),
                line -> {}));
    }

    private static void compare(List<Contestant> connectors, Contestant subEtha)
            throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>(connectors);
        all.add(subEtha);
        for (Contestant each : all) {
            each.await();
        }
        for (Contestant each : connectors) {
            String reply = each.probe();
            if (!reply.endsWith("in a transaction")) {
                throw new IllegalStateException("The bean is not reached as it is in use: " + reply);
            }
            System.out.println("The bean is reached as it is in use: " + reply);
        }
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            for (Contestant each : all) {
                each.load();
            }
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (Contestant next : all) {
                Contestant.Figures figures = next.measure();
                System.out.printf(
                        "round %d, %-34s %6.0f messages/s %6.1f us/message, load %.1f%n",
                        round,
                        next.name(),
                        figures.rate(),
                        figures.cpu(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            }
            Collections.rotate(all, 1); // another one begins
        }
        System.out.printf(
                "%n%s, JDK %s, %d processors; smtp-source -d -s %d -m %d -l %d, %d rounds%n%n",
                System.getProperty("os.name"),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Contestant.SESSIONS,
                Contestant.MESSAGES,
                Contestant.OCTETS,
                ROUNDS);
        System.out.println("| server | messages/s, median | range | CPU us/message, median | range |");
        System.out.println("| --- | --- | --- | --- | --- |");
        all.sort(Comparator.comparing(Contestant::name));
        all.forEach(each -> System.out.println(each.summary()));
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
}
