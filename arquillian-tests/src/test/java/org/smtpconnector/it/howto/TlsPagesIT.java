package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.inbox.SmtpConnection;
import org.smtpconnector.it.samples.SampleServer;

/** Runs the commands and settings of the pages about Let's Encrypt and submission. Certbot's part is played by openssl. */
@Tag("howto")
class TlsPagesIT {

    private static final Path PAGES = Path.of("..", "docs", "how-to");
    private static final Duration RENEWED = Duration.ofSeconds(30);
    private static final Pattern SERIAL = Pattern.compile("serial=(\\w+)");

    @TempDir
    private Path temporary;

    private final int smtpPort = Ports.free();

    @Test
    void aRenewedCertificateIsInUseWithoutARestart() throws Exception {
        Program.require("openssl", "openssl");
        HowToPage page = HowToPage.read(PAGES.resolve("lets-encrypt.md"));
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Path used = temporary.resolve("smtp-tls");
        PageRun.of(page.onlyBlock(0, 25, smtpPort), folder).run();
        assertThat(deploy(folder, used, "1000", "no-such-group").status()).isNotZero();
        assertThat(used.resolve("mx.pem")).doesNotExist();
        renew(folder, used, "1001");
        HowToPage look = page.onlyBlock(1, 25, smtpPort);
        try (SampleServer server = start("hello.jar", page, used.resolve("mx.pem"))) {
            String seen = PageRun.of(look, folder).run();
            assertThat(seen).contains("CN = mx.example.org").contains("notAfter=");
            assertThat(serial(seen)).isEqualTo("1001");
            renew(folder, used, "1002");
            await().atMost(RENEWED)
                    .until(() -> serial(PageRun.of(look, folder).run()).equals("1002"));
            assertThat(server.deliver("Still here", "you@example.org")).startsWith("250");
        }
    }

    @Test
    void usersLogInUnderTls() throws Exception {
        Program.require("swaks", "swaks");
        Program.requirePerl("Net::SSLeay", "libnet-ssleay-perl");
        HowToPage page = HowToPage.read(PAGES.resolve("submission.md"));
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Path certificate = makeCertificate(temporary, "1001").resolve("both.pem");
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

    /** Does what certbot does: makes the files and calls the script of the page. */
    private void renew(Path folder, Path used, String serial) throws Exception {
        Program.Result result = deploy(folder, used, serial, ownGroup());
        assertThat(result.status()).as(result.output()).isZero();
        assertOnlyTheGroupCanRead(used);
    }

    private Program.Result deploy(Path folder, Path used, String serial, String group) throws Exception {
        Path lineage = makeCertificate(Files.createDirectory(temporary.resolve("lineage" + serial)), serial);
        return Program.run(
                Path.of("/dev/null"),
                List.of(
                        "env",
                        "RENEWED_LINEAGE=" + lineage,
                        "SMTP_TLS_GROUP=" + group,
                        "SMTP_TLS_FOLDER=" + used,
                        folder.resolve("deploy-smtp").toString()));
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

    private static Path makeCertificate(Path folder, String serial) throws IOException, InterruptedException {
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
                        "-set_serial",
                        "0x" + serial,
                        "-keyout",
                        folder.resolve("privkey.pem").toString(),
                        "-out",
                        folder.resolve("fullchain.pem").toString()));
        assertThat(made.status()).as(made.output()).isZero();
        return folder;
    }

    private static String serial(String seen) {
        return SERIAL.matcher(seen)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }
}
