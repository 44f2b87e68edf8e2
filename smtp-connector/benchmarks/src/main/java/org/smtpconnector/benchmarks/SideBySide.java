package org.smtpconnector.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * The connector with an empty bean in Payara Micro, beside a SubEthaSMTP sink and Postfix's {@code smtp-sink} (Debian package
 * postfix). Those write no log, so there is a second connector that writes no audit lines. All servers run all the time and are loaded
 * in turn, each round beginning with another one. Writes a table into the README of the benchmarks.
 *
 * <pre>{@code
 * ./mvnw -Pside-by-side package -DskipTests -pl smtp-connector/benchmarks -am
 * }</pre>
 */
public final class SideBySide {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int ROUNDS = 5;
    private static final String TABLE_BEGINS = "<!-- The table begins: -Pside-by-side writes it. -->\n";
    private static final String TABLE_ENDS = "<!-- The table ends. -->\n";
    private static final String CONNECTIONS = "20000";

    private SideBySide() {}

    /**
     * Runs the comparison.
     *
     * @param arguments the folder with payara-micro.jar and smtp-connector.rar, that with the server's settings, and the README
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path settings = Path.of(arguments[1]);
        Path readme = Path.of(arguments[2]);
        Path war = war(directory);
        int connectorPort = freePort();
        int silentPort = freePort();
        int subEthaPort = freePort();
        int sinkPort = freePort();
        List<Process> peers = new ArrayList<>();
        try (MicroServer server = server(directory, war, settings, connectorPort, "log");
                MicroServer silent = server(directory, war, settings, silentPort, "off")) {
            peers.add(start(
                    directory.resolve("subetha.log"),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SubEthaSink.class.getName(),
                    String.valueOf(subEthaPort),
                    CONNECTIONS));
            peers.add(smtpSink(directory.resolve("sink.log"), sinkPort));
            List<Contestant> connectors = List.of(
                    new Contestant("SMTP connector, no audit lines", silent.process(), silentPort, Set.of()),
                    new Contestant("SMTP connector", server.process(), connectorPort, Set.of()));
            List<Contestant> others = List.of(
                    // It has no PIPELINING.
                    new Contestant(
                            "SubEthaSMTP", peers.get(0).toHandle(), subEthaPort, Set.of(Load.PIPELINED, Load.STEADY)),
                    // It looks at all its connections for each event.
                    new Contestant("smtp-sink", peers.get(1).toHandle(), sinkPort, Set.of(Load.BESIDE_IDLE)));
            String table = compare(connectors, others);
            System.out.println(table);
            write(readme, table);
        } finally {
            for (Process peer : peers) {
                peer.destroyForcibly().waitFor();
            }
        }
    }

    private static Process smtpSink(Path log, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/sbin/smtp-sink"));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it does not serve as root
        }
        command.addAll(List.of("127.0.0.1:" + port, "1000"));
        return start(log, command.toArray(String[]::new));
    }

    private static Process start(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
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
                        "-Dsmtp.max-connections=" + CONNECTIONS,
                        "-Dsmtp.max-connections-per-client=" + CONNECTIONS,
                        // A client that has to connect again would be measured too.
                        "-Dsmtp.max-messages-per-connection=unlimited"),
                Map.of(),
                line -> {}));
    }

    private static String compare(List<Contestant> connectors, List<Contestant> others)
            throws IOException, InterruptedException {
        List<Contestant> all = new ArrayList<>(connectors);
        all.addAll(others);
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
        for (Contestant each : all) {
            System.out.println("Warming up " + each.name());
            each.warmUp(Load.CONNECTIONS, WARM_UP);
            each.warmUp(Load.SESSIONS_THAT_LAST, WARM_UP);
        }
        List<Contestant> turn = new ArrayList<>(all);
        for (Load load : Load.values()) {
            for (int round = 1; round <= ROUNDS; round++) {
                for (Contestant next : turn) {
                    if (next.canBear(load)) {
                        report(load, round, next, next.measure(load));
                    }
                }
                Collections.rotate(turn, 1); // another one begins
            }
        }
        return table(all);
    }

    private static void report(Load load, int round, Contestant contestant, Contestant.Figures figures) {
        System.out.printf(
                "%-55s round %d, %-34s %6.0f messages/s %6.1f us/message, load %.1f%n",
                load.title(),
                round,
                contestant.name(),
                figures.rate(),
                figures.cpu(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String table(List<Contestant> contestants) {
        StringBuilder table = new StringBuilder(String.format(
                "%s, %d processors, JDK %s, %d rounds. Each cell: **CPU µs/message**, messages/s; or the time of a message, median and 99 %%.%n%n",
                System.getProperty("os.name"), Runtime.getRuntime().availableProcessors(), Runtime.version(), ROUNDS));
        table.append("| load | ")
                .append(contestants.stream().map(Contestant::name).collect(Collectors.joining(" | ")))
                .append(" |\n|")
                .append(" --- |".repeat(contestants.size() + 1))
                .append('\n');
        for (Load load : Load.values()) {
            table.append("| ").append(load.title());
            for (Contestant each : contestants) {
                table.append(" | ").append(each.summary(load));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static void write(Path readme, String table) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(TABLE_BEGINS) + TABLE_BEGINS.length();
        int end = text.indexOf(TABLE_ENDS);
        if (begin < TABLE_BEGINS.length() || end < begin) {
            throw new IllegalStateException(readme + " has no place for the table");
        }
        Files.writeString(readme, text.substring(0, begin) + '\n' + table + '\n' + text.substring(end));
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
