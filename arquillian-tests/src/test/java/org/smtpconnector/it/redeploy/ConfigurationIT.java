package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.smtpconnector.it.examples.AnyInbox;
import org.smtpconnector.testkit.SocketDialogue;
import org.smtpconnector.testkit.Transcript;

/**
 * The server's own MicroProfile Config: the examples of the documentation are deployed as they are, and only what this machine has
 * not is overridden, addresses and certificates, by environment variables; profiles; and what is wrong or unknown is said.
 */
@Tag("redeploy")
class ConfigurationIT {

    private static final Path EXAMPLES = Path.of("../smtp-connector/docs/examples");
    private static final Map<String, Integer> PORTS = new HashMap<>();

    private static SSLContext trusting;
    private static ControlledServer server;

    @BeforeAll
    static void start() throws Exception {
        for (String listener : List.of("mx", "submission", "submissions", "relay", "relay-too", "profiled")) {
            PORTS.put(listener, freePort());
        }
        ServerCertificate certificate =
                new ServerCertificate(Path.of(System.getProperty("test.server.dir"), "certificate"));
        trusting = certificate.trusting();
        Map<String, String> environment = new HashMap<>();
        for (String listener : List.of("mx", "submission", "submissions")) {
            String prefix = "SMTP_LISTENER_" + listener.toUpperCase(Locale.ROOT);
            environment.put(prefix + "_HOST", "127.0.0.1");
            environment.put(prefix + "_PORT", "" + PORTS.get(listener));
        }
        environment.put("SMTP_LISTENER_RELAY_HOST", "127.0.0.1");
        environment.put("SMTP_LISTENER_RELAY_PORT", PORTS.get("relay") + "," + PORTS.get("relay-too"));
        environment.put("SMTP_LISTENER_MX_TLS_CERTIFICATE", "" + certificate.certificate());
        environment.put("SMTP_LISTENER_MX_TLS_PRIVATE_KEY", "" + certificate.privateKey());
        for (String listener : List.of("SUBMISSION", "SUBMISSIONS")) {
            environment.put("SMTP_LISTENER_" + listener + "_TLS_KEY_STORE", "" + certificate.keyStore());
            environment.put(
                    "SMTP_LISTENER_" + listener + "_TLS_KEY_STORE_PASSWORD_FILE", "" + certificate.passwordFile());
        }
        environment.put("SMTP_LISTENER_PROFILED_PORT", "1");
        environment.put("SMTP_LISTENER_PROFILED_PRT", "25");
        // As Kubernetes does beside a service called "smtp".
        environment.put("SMTP_PORT", "tcp://10.0.0.1:25");
        environment.put("SMTP_SERVICE_HOST", "10.0.0.1");
        server = new ControlledServer(
                "configuration",
                List.of("mp.config.profile=test", "smtp.listener.profiled.port=" + PORTS.get("profiled")),
                environment);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        assertThat(server.log())
                .as("no secret, and nothing about Kubernetes")
                .noneMatch(line -> line.contains(ServerCertificate.PASSWORD))
                .noneMatch(line -> line.contains("SMTP_PORT") || line.contains("SMTP_SERVICE_HOST"));
    }

    @Test
    void theExampleOfAnMx() throws Exception {
        deployExample("mx");
        talk(
                "mx",
                """
                === TLS is offered and not demanded, AUTH is not there
                S: 220 mx.example.org ESMTP ready
                C: EHLO client.example
                S: 250-mx.example.org
                S: 250-PIPELINING
                S: 250-SIZE 52428800
                S: 250-8BITMIME
                S: 250-SMTPUTF8
                S: 250-CHUNKING
                S: 250-BINARYMIME
                S: 250-ENHANCEDSTATUSCODES
                S: 250-STARTTLS
                S: 250-LIMITS *
                S: 250 HELP
                %1$sS: 250 2.0.0 Taken by mx from somebody
                === With TLS
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                C: STARTTLS
                S: 220 *
                TLS:
                C: EHLO client.example
                S: 250 ...
                %1$sS: 250 2.0.0 Taken by mx from somebody
                """
                        .formatted(MESSAGE));
        server.undeploy("mx");
    }

    @Test
    void theExampleOfASubmission() throws Exception {
        deployExample("submission");
        // \0user\0secret
        String authenticated =
                """
                C: EHLO client.example
                S: 250-mail.example.org
                S: 250-PIPELINING
                S: 250-SIZE 104857600
                S: 250-8BITMIME
                S: 250-SMTPUTF8
                S: 250-CHUNKING
                S: 250-BINARYMIME
                S: 250-ENHANCEDSTATUSCODES
                S: 250-AUTH PLAIN LOGIN
                S: 250-LIMITS *
                S: 250 HELP
                C: MAIL FROM:<user@example.org>
                S: 530 5.7.0 *
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: 235 *
                """;
        talk(
                "submission",
                """
                === Nothing before TLS
                S: 220 mail.example.org ESMTP ready
                C: EHLO client.example
                S: 250 ...
                C: AUTH PLAIN AHVzZXIAc2VjcmV0
                S: 538 *
                C: MAIL FROM:<user@example.org>
                S: 530 5.7.0 *
                C: STARTTLS
                S: 220 *
                TLS:
                %1$s%2$sS: 250 2.0.0 Taken by submission from user
                """
                        .formatted(authenticated, MESSAGE));
        talk(
                "submissions",
                """
                O: implicitTls true
                === TLS from the first octet
                S: 220 *
                %1$s%2$sS: 250 2.0.0 Taken by submissions from user
                """
                        .formatted(authenticated, MESSAGE));
        server.undeploy("submission");
    }

    @Test
    void theExampleOfARelay() throws Exception {
        deployExample("relay");
        for (String port : List.of("relay", "relay-too")) {
            talk(
                    port,
                    """
                    === A device
                    S: 220 relay.internal.example.org ESMTP internal relay; questions to postmaster@example.org
                    R: HELO PRINTER_7\\n
                    S: 250 *
                    C: MAIL FROM: printer@example.org
                    S: 250 *
                    C: RCPT TO: somebody@example.org
                    S: 250 *
                    C: DATA
                    S: 354 *
                    R: Subject: scan\\n\\nline\\r\\n
                    C: .
                    S: 250 2.0.0 Taken by relay from somebody
                    === A program
                    S: 220 *
                    C: EHLO client.example
                    S: 250-relay.internal.example.org
                    S: 250-PIPELINING
                    S: 250-SIZE 209715200
                    S: 250-8BITMIME
                    S: 250-SMTPUTF8
                    S: 250-CHUNKING
                    S: 250-BINARYMIME
                    S: 250-DSN
                    S: 250-ENHANCEDSTATUSCODES
                    S: 250-LIMITS *
                    S: 250 HELP
                    """);
        }
        server.undeploy("relay");
    }

    /** A system property over a variable over the file, and there the profile's key over the plain one. */
    @Test
    void theServersPrecedenceHolds() throws Exception {
        deploy(
                "profiled",
                """
                smtp.listeners=profiled
                smtp.listener.profiled.port=2
                smtp.listener.profiled.max-message-size=2M
                %test.smtp.listener.profiled.max-message-size=1M
                %prod.smtp.listener.profiled.max-message-size=3M
                smtp.hostname=plain.example.org
                %test.smtp.hostname=profile.example.org
                smtp.listener.profiled.max-mesage-size=4M
                """);
        talk(
                "profiled",
                """
                === As configured
                S: 220 profile.example.org *
                C: EHLO client.example
                S: 250-profile.example.org
                S: 250-PIPELINING
                S: 250-SIZE 1048576
                S: 250-8BITMIME
                S: 250-SMTPUTF8
                S: 250-CHUNKING
                S: 250-BINARYMIME
                S: 250-ENHANCEDSTATUSCODES
                S: 250-LIMITS *
                S: 250 HELP
                """);
        requireLogged(
                "SMTP_LISTENER_PROFILED_PRT is not a key of the SMTP connector; is SMTP_LISTENER_PROFILED_PORT meant?");
        requireLogged("smtp.listener.profiled.max-mesage-size is not a key of the SMTP connector;"
                + " is smtp.listener.profiled.max-message-size meant?");
        server.undeploy("profiled");
    }

    /** Undeployment writes the last lines, and the next deployment goes on behind them. */
    @Test
    void auditLinesGoToAFileOfTheirOwn() throws Exception {
        Path file =
                Path.of(System.getProperty("test.server.dir"), "audit.jsonl").toAbsolutePath();
        Files.deleteIfExists(file);
        String dialogue =
                """
                === A message
                S: 220 *
                C: EHLO client.example
                S: 250 ...
                %sS: 250 2.0.0 Taken by profiled from somebody
                C: QUIT
                S: 221 *
                """
                        .formatted(MESSAGE);
        for (int deployments = 1; deployments <= 2; deployments++) {
            int lines = deployments;
            deploy("profiled", "smtp.listeners=profiled\nsmtp.audit=file:" + file + '\n');
            talk("profiled", dialogue);
            server.undeploy("profiled");

            assertThat(file)
                    .content()
                    .matches("(\\{\"event\":\"transaction\",.*\"outcome\":\"accepted\".*}\\n){" + lines + '}');
        }
        assertThat(server.log())
                .noneMatch(line -> line.contains("{\"event\":\"transaction\"") && line.contains("profiled"));
    }

    @Test
    void everythingThatIsWrongFailsTheDeploymentAtOnce() {
        int port = PORTS.get("profiled");
        Path wrong = application(
                "wrong",
                """
                smtp.listeners=one,two,three
                smtp.listener.one.port=%1$d
                smtp.listener.two.host=*
                smtp.listener.two.port=%1$d
                smtp.listener.three.host=127.0.0.1,no.such.name.invalid
                smtp.listener.three.port=0
                smtp.leniency=bare-lf-ends-data
                smtp.io-threads=many
                """
                        .formatted(port));

        assertThat(server.deploy("wrong", wrong)).isFalse();

        server.awaitLine(
                "smtp.io-threads = many: expected auto or a whole number from 1 to 64",
                "smtp.leniency = bare-lf-ends-data: expected no bare-lf-ends-data beside",
                "smtp.listener.two.port = " + port + ": expected another port or host",
                "is also that of smtp.listener.one.port = " + port,
                "smtp.listener.three.host = 127.0.0.1,no.such.name.invalid: expected addresses or names of this");
    }

    private static final String MESSAGE =
            """
            C: MAIL FROM:<user@example.org>
            S: 250 *
            C: RCPT TO:<somebody@example.org>
            S: 250 *
            C: DATA
            S: 354 *
            C: Subject: hello
            C: .
            """;

    private static void deployExample(String name) throws IOException {
        deploy(name, Files.readString(EXAMPLES.resolve(name).resolve("microprofile-config.properties")));
    }

    private static void deploy(String name, String properties) {
        int before = server.log().size();
        assertThat(server.deploy(name, application(name, properties)))
                .as(() -> String.join(
                        "\n", server.log().subList(before, server.log().size())))
                .isTrue();
    }

    private static Path application(String name, String properties) {
        return ControlledServer.application(name, AnyInbox.class.getPackage(), properties);
    }

    private static void requireLogged(String text) {
        server.awaitLine(text);
    }

    private static void talk(String listener, String transcript) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORTS.get(listener));
        Transcript.parse(listener, transcript)
                .forEach(dialogue -> SocketDialogue.run(dialogue, address, Duration.ofSeconds(30), trusting));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
