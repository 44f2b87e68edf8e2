package org.smtpconnector.it.howto;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Program;

/**
 * Certbot with a folder of its own in place of {@code /etc/letsencrypt}, and Pebble in place of Let's Encrypt: an ACME server (RFC 8555)
 * that checks every name by HTTP, as Let's Encrypt does. In its DNS every name is this machine.
 */
final class Certbot implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Path folder;
    private final Path letsEncrypt;
    private final int port = Ports.free();
    private final int httpPort = Ports.free();
    private final List<Process> processes = new ArrayList<>();

    /** Skips the test, naming the package, where one of the programs is missing. */
    static void require() {
        Program.require("certbot", "certbot");
        Program.require("pebble", "pebble");
        Program.require("openssl", "openssl");
    }

    /** Starts Pebble and waits until it answers. */
    Certbot(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectory(folder);
        this.letsEncrypt = folder.resolve("letsencrypt");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                certificate());
        int management = Ports.free();
        Path configuration = Files.writeString(
                folder.resolve("pebble.json"),
                """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                 "certificate": "%s", "privateKey": "%s", "httpPort": %d}}
                """
                        .formatted(port, management, certificate(), folder.resolve("key.pem"), httpPort));
        String dns = "127.0.0.1:" + Ports.free();
        try {
            start(
                    "pebble-challtestsrv",
                    "-dns01",
                    dns,
                    "-http01",
                    "",
                    "-https01",
                    "",
                    "-tlsalpn01",
                    "",
                    "-management",
                    "127.0.0.1:" + Ports.free(),
                    "-defaultIPv6",
                    "");
            start("pebble", "-config", configuration.toString(), "-dnsserver", dns);
            await("Pebble answers, see " + folder).atMost(START).until(() -> !Ports.isFree(port));
        } catch (IOException | RuntimeException e) {
            close(); // nobody else gets the processes
            throw e;
        }
    }

    private String certificate() {
        return folder.resolve("certificate.pem").toString();
    }

    private void start(String program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Program.find(program).orElseThrow().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile());
        // By default Pebble waits, refuses good nonces and forgets checks, at random.
        builder.environment()
                .putAll(Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0", "PEBBLE_AUTHZREUSE", "0"));
        processes.add(builder.start());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Program.Result result = Program.run(Path.of("/dev/null"), List.of(command));
        if (result.status() != 0) {
            throw new IOException(result.output());
        }
    }

    /** Returns commands of the page as they have to be on this machine. */
    HowToPage commands(String commands) {
        String options = String.join(
                " ",
                "--non-interactive --agree-tos --register-unsafely-without-email --no-random-sleep-on-renew",
                "--server https://127.0.0.1:" + port + "/dir",
                "--http-01-address 127.0.0.1 --http-01-port " + httpPort,
                "--config-dir " + letsEncrypt,
                "--work-dir " + folder.resolve("work"),
                "--logs-dir " + folder.resolve("logs"));
        return new HowToPage("```bash\n"
                + commands.replaceAll("(?m)^certbot .*", "$0 " + options)
                        .replace("/etc/letsencrypt", letsEncrypt.toString())
                + "\n```");
    }

    /** Returns the variables of the environment in which Certbot trusts this ACME server. */
    Map<String, String> environment() {
        return Map.of("REQUESTS_CA_BUNDLE", certificate());
    }

    /** Returns the folder of the present certificate of a name. */
    Path lineage(String name) {
        return letsEncrypt.resolve("live").resolve(name);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy); // they keep nothing that would be worth a wait
        await("Pebble has ended").atMost(STOP).until(() -> processes.stream().noneMatch(Process::isAlive));
    }
}
