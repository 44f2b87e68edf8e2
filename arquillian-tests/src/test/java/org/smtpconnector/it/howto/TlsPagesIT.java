package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;

/** Runs the commands and settings of the pages about Let's Encrypt and submission, with Certbot and an ACME server of the test's own. */
@Tag("howto")
class TlsPagesIT {

    private static final Path PAGES = Path.of("..", "docs", "how-to");
    private static final Duration RENEWED = Duration.ofSeconds(30);
    private static final Pattern SERIAL = Pattern.compile("serial=(\\w+)");

    @TempDir
    private Path temporary;

    private final int smtpPort = Ports.free();

    @Test
    void aCertificateThatCertbotHasRenewedIsInUseWithoutARestart() throws Exception {
        Certbot.require();
        HowToPage page = HowToPage.read(PAGES.resolve("lets-encrypt.md"));
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Path used = temporary.resolve("smtp-tls");
        HowToPage look = page.onlyBlock(1, 25, smtpPort);
        try (Certbot certbot = new Certbot(temporary.resolve("certbot"))) {
            Map<String, String> environment = new HashMap<>(certbot.environment());
            environment.put("SMTP_TLS_GROUP", ownGroup());
            environment.put("SMTP_TLS_FOLDER", used.toString());
            Reader reader = console -> PageRun.of(certbot.commands(console), folder)
                    .with(environment)
                    .run();
            Path lineage = certbot.lineage("mx.example.org");

            reader.run(page.afterPrompts("certbot certonly"));
            PageRun.of(page.onlyBlock(0, 25, smtpPort), folder).run();
            nothingIsLeftWhereThereIsNoSuchGroup(folder.resolve("deploy-smtp"), lineage, used);
            reader.run(page.afterPrompts("mv deploy-smtp"));
            assertOnlyTheGroupCanRead(used);
            try (SampleServer server = start("hello.jar", page, used.resolve("mx.pem"))) {
                String seen = PageRun.of(look, folder).run();
                assertThat(seen).contains("CN = mx.example.org").contains("notAfter=");
                assertThat(serial(seen)).isEqualTo(serialOf(lineage.resolve("cert.pem")));

                assertThat(reader.run("certbot renew --dry-run")).contains("all simulated renewals succeeded");
                assertThat(serialOf(used.resolve("mx.pem"))).isEqualTo(serial(seen));

                reader.run("certbot renew --force-renewal");
                String renewed = serialOf(lineage.resolve("cert.pem"));
                assertThat(renewed).isNotEqualTo(serial(seen));
                assertOnlyTheGroupCanRead(used);
                await().atMost(RENEWED)
                        .until(() -> serial(PageRun.of(look, folder).run()).equals(renewed));
                assertThat(server.deliver("Still here", "you@example.org")).startsWith("250");
            }
        }
    }

    /** Runs commands of the page that need root or a public name, as far as this machine has them. */
    @FunctionalInterface
    private interface Reader {
        String run(String commands) throws Exception;
    }

    private static void nothingIsLeftWhereThereIsNoSuchGroup(Path script, Path lineage, Path used) throws Exception {
        Program.Result result = Program.run(
                Path.of("/dev/null"),
                List.of(
                        "env",
                        "RENEWED_LINEAGE=" + lineage,
                        "SMTP_TLS_GROUP=no-such-group",
                        "SMTP_TLS_FOLDER=" + used,
                        script.toString()));
        assertThat(result.status()).isNotZero();
        assertThat(used.resolve("mx.pem")).doesNotExist();
    }

    @Test
    void usersLogInUnderTls() throws Exception {
        Program.require("swaks", "swaks");
        Program.requirePerl("Net::SSLeay", "libnet-ssleay-perl");
        HowToPage page = HowToPage.read(PAGES.resolve("submission.md"));
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Path certificate = makeCertificate(temporary).resolve("both.pem");
        Files.writeString(
                certificate,
                Files.readString(temporary.resolve("privkey.pem"))
                        + Files.readString(temporary.resolve("fullchain.pem")));
        try (SampleServer server = start("hooks.jar", page, certificate)) {
            String said = PageRun.of(page.onlyBlock(0, 587, smtpPort), folder).run();
            assertThat(said).contains("235 2.7.0", "250 2.0.0 Ok: queued as");
            assertThat(server.line(" for [bob@example.com]")).endsWith("sent by anna");
            try (SmtpConnection client = server.connect()) {
                client.command("530 5.7.0 Must issue a STARTTLS command first", "MAIL FROM:<anna@example.com>");
                client.startTls();
                client.command("530 5.7.0 Authentication required", "MAIL FROM:<anna@example.com>");
                client.command("535 5.7.8", "AUTH PLAIN AGFubmEAd3Jvbmc="); // anna, wrong
            }
        }
    }

    /** Starts a sample with the settings of a page, but for the place of the certificate. */
    private SampleServer start(String sample, HowToPage page, Path certificate) throws Exception {
        return SampleServer.start(
                temporary.resolve("server"),
                List.of(SampleServer.archive(sample)),
                Ports.free(),
                smtpPort,
                Stream.concat(
                                page.settings().stream(),
                                Stream.of(
                                        "-Dsmtp.listener.mx.port=" + smtpPort,
                                        "-Dsmtp.tls.certificate=" + certificate,
                                        "-Dsmtp.tls.reload-interval=PT1S"))
                        .toArray(String[]::new));
    }

    private String ownGroup() throws IOException {
        return Files.readAttributes(temporary, PosixFileAttributes.class)
                .group()
                .getName();
    }

    /** The server's user must not be able to replace what root writes, and nobody else to read the key. */
    private static void assertOnlyTheGroupCanRead(Path used) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(used)))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(used.resolve("mx.pem"))))
                .isEqualTo("rw-r-----");
        try (Stream<Path> files = Files.list(used)) {
            assertThat(files).containsExactly(used.resolve("mx.pem"));
        }
    }

    private static Path makeCertificate(Path folder) throws IOException, InterruptedException {
        Program.Result made = Program.run(
                Path.of("/dev/null"),
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=mx.example.org",
                        "-days",
                        "90",
                        "-keyout",
                        folder.resolve("privkey.pem").toString(),
                        "-out",
                        folder.resolve("fullchain.pem").toString()));
        assertThat(made.status()).as(made.output()).isZero();
        return folder;
    }

    private static String serialOf(Path certificate) throws IOException, InterruptedException {
        return serial(Program.run(certificate, List.of("openssl", "x509", "-noout", "-serial"))
                .output());
    }

    private static String serial(String seen) {
        return SERIAL.matcher(seen)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }
}
