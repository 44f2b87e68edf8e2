package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;
import org.smtpconnector.it.inbox.Program;
import org.smtpconnector.it.samples.SampleServer;

/** Checks the unit of the page about an MX, and runs the command by which the unit finds out that mail is accepted. */
@Tag("howto")
class MxPageIT {

    private static final Path PAGE = Path.of("..", "docs", "how-to", "mx.md");

    @TempDir
    private Path temporary;

    @Test
    void systemdUnderstandsTheUnit() throws Exception {
        Program.require("systemd-analyze", "systemd");
        Path unit = temporary.resolve("smtp.service");
        Files.writeString(unit, HowToPage.read(PAGE).blocks("ini").get(0));
        Program.Result result =
                Program.run(Path.of("/dev/null"), List.of("systemd-analyze", "verify", unit.toString()));
        assertThat(result.output()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void theUnitIsStartedWhenMailIsAcceptedAndFailsWhenNobodyListens() throws Exception {
        String unit = HowToPage.read(PAGE).blocks("ini").get(0);
        String command = unit.lines()
                .filter(line -> line.startsWith("ExecStartPost="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStartPost=".length());
        int port = Ports.free();
        String asked = command.replace("127.0.0.1:25", "127.0.0.1:" + port);
        assertThat(asked).isNotEqualTo(command);
        assertThat(shell(asked.replace("--retry 60", "--retry 1")).status()).isNotZero();
        try (SampleServer server = SampleServer.start(
                temporary.resolve("server"), List.of(SampleServer.archive("hello.jar")), Ports.free(), port)) {
            assertThat(shell(asked).status()).isZero();
            assertThat(server.line(" accepts mail on ")).endsWith("recipients *");
        }
    }

    private static Program.Result shell(String command) throws Exception {
        return Program.run(Path.of("/dev/null"), List.of("sh", "-c", command));
    }
}
