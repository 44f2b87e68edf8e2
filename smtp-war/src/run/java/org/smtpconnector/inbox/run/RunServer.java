package org.smtpconnector.inbox.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.smtpconnector.testkit.server.MicroServer;

/**
 * The program that {@code ./mvnw -Prun} runs inside Maven's JVM: starts the server with the resource adapter and the application, tells
 * where to send mail and where to look, and stays until Ctrl-C. Anything else ends in an exception, hence in a failed build.
 */
public final class RunServer {

    /** The first address in the data of the application's readiness check. */
    private static final Pattern LISTENER = Pattern.compile("\"listener[^\"]*\"\\s*:\\s*\"([^\", ]+)");

    private static volatile boolean stopping;

    private RunServer() {}

    /**
     * Runs the server.
     *
     * @param arguments {@code name=value}: http.port, max-heap, jvm-args, server, rar, war, resources, work, data
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        int httpPort = Integer.parseInt(settings.get("http.port"));
        Path data = Path.of(settings.get("data")).toAbsolutePath().normalize();
        Files.createDirectories(data);

        say("Starting Payara Micro, about 10 to 30 seconds. Data: " + data);
        MicroServer server = MicroServer.start(setup(settings, httpPort, data));
        // Maven leaves on SIGINT and SIGTERM; this holds it until the server has stopped, so that none is left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping = true;
            say("Stopping.");
            server.close();
        }));
        try {
            String listener = server.awaitReady(LISTENER);
            say(
                    "Ready. Ctrl-C stops it.",
                    "",
                    "SMTP   " + listener + "            send mail here",
                    "Inbox  http://127.0.0.1:" + httpPort + "/    look here");
            int status = server.waitFor();
            if (!stopping) {
                throw new IllegalStateException(
                        "The server ended by itself with status " + status + ": see its log above.");
            }
        } finally {
            server.close();
            if (stopping) {
                // The JVM is on its way out: let Maven neither report a success nor go on with the next module.
                new CountDownLatch(1).await();
            }
        }
    }

    private static MicroServer.Setup setup(Map<String, String> settings, int httpPort, Path data) {
        List<String> jvmArguments = new ArrayList<>();
        jvmArguments.add("-Xmx" + settings.get("max-heap"));
        jvmArguments.add("-Dinbox.data-directory=" + data);
        // Or the JDK keeps a direct buffer as large as the database's largest write, 16 MB, for each thread that ever wrote.
        jvmArguments.add("-Djdk.nio.maxCachedBufferSize=262144");
        Arrays.stream(settings.get("jvm-args").split("\\s+"))
                .filter(argument -> !argument.isEmpty())
                .forEach(jvmArguments::add);
        return new MicroServer.Setup(
                Path.of(settings.get("server")),
                List.of(Path.of(settings.get("rar")), Path.of(settings.get("war"))),
                Path.of(settings.get("resources")),
                Path.of(settings.get("work"), "tmp"),
                httpPort,
                jvmArguments,
                Map.of(),
                System.out::println);
    }

    private static void say(String... lines) {
        System.out.println();
        for (String line : lines) {
            System.out.println("  " + line);
        }
        System.out.println();
    }
}
