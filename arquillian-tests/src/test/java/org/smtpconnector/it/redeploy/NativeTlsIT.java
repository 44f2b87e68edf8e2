package org.smtpconnector.it.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.testkit.SocketDialogue;

/**
 * The archive with BoringSSL comes and goes: each one loads the library again, leaves neither its file nor its class loader, and the
 * threads of the container that have used it can end.
 */
@Tag("redeploy")
class NativeTlsIT {

    private static final InetSocketAddress ADDRESS =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ControlledServer.SMTP_PORT);

    @TempDir
    private Path temporary;

    @Test
    void theLibraryIsLoadedByEachArchiveAndLeavesNothing() throws Exception {
        ServerCertificate certificate =
                new ServerCertificate(Path.of(System.getProperty("test.server.dir"), "certificate-native"));
        Path second = ControlledServer.second("smtp.tls.provider=native\nsmtp.tls.key-store=" + certificate.keyStore()
                + "\nsmtp.tls.key-store-password=" + ServerCertificate.PASSWORD + "\n");
        try (ControlledServer server = new ControlledServer(
                ControlledServer.nativeAdapter(), "native-tls", List.of("java.io.tmpdir=" + temporary), Map.of())) {
            for (int round = 0; round < 2; round++) {
                assertThat(server.deploy("second", second)).isTrue();
                deliver(certificate);
                assertThat(server.log().stream().filter(line -> line.contains("TLS is that of BoringSSL")))
                        .hasSize(round + 1);
                assertThat(libraries()).isEmpty();

                server.undeploy("second");
                server.undeploy("smtp-connector");

                assertThat(server.send("GET", "remains/threads")).isEmpty();
                server.awaitGone("adapter");
                assertThat(server.deploy("smtp-connector", ControlledServer.nativeAdapter()))
                        .isTrue();
            }
            // The other archive cannot do what is demanded.
            server.undeploy("smtp-connector");
            assertThat(server.deploy("smtp-connector", ControlledServer.adapter()))
                    .isTrue();
            assertThat(server.deploy("second", second)).isFalse();
            server.awaitLine("smtp.tls.provider = native: expected auto or jdk, because BoringSSL cannot be used here:"
                    + " this archive does not have it");
        }
    }

    private List<Path> libraries() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary, "*tcnative*")) {
            files.forEach(found::add);
        }
        return found;
    }

    /** Many at once, so that many threads of the container have a part in a handshake. */
    private static void deliver(ServerCertificate certificate) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(clients.submit(() -> {
                    message(certificate);
                    return null;
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private static void message(ServerCertificate certificate) throws Exception {
        var trusting = certificate.trusting();
        ControlledServer.message("C: STARTTLS\nS: 220 *\nTLS:\nC: EHLO client.example\nS: 250 ...\n")
                .forEach(dialogue -> SocketDialogue.run(dialogue, ADDRESS, Duration.ofSeconds(30), trusting));
    }
}
