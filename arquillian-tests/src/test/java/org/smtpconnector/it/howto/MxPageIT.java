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

/** Runs the unit of the page about an MX under systemd, and the command by which the unit finds out that mail is accepted. */
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
        assertThat(shell(asked.replace("--retry 280", "--retry 1")).status()).isNotZero();
        try (SampleServer server = SampleServer.start(
                temporary.resolve("server"), List.of(SampleServer.archive("hello.jar")), Ports.free(), port)) {
            assertThat(shell(asked).status()).isZero();
            assertThat(server.line(" accepts mail on ")).endsWith("recipients *");
        }
    }

    @Test
    void systemdRunsTheUnit() throws Exception {
        HowToPage page = HowToPage.read(PAGE);
        SystemdMachine machine = SystemdMachine.in(temporary.toRealPath());
        machine.copy(Path.of(System.getProperty("test.servers.dir")), "payara-micro-6.2025.10.jar");
        machine.copy(Path.of(System.getProperty("test.server.dir")), "smtp-connector.rar");
        machine.copy(Path.of(System.getProperty("test.server.dir")), "smtp-war.war");
        machine.write(
                "pre-boot.txt",
                HowToPage.read(PAGE.resolveSibling("payara-micro.md")).file("pre-boot.txt"));
        machine.write("smtp.service", page.blocks("ini").get(0));
        String environment = page.blocks("properties").get(0);
        machine.write(
                "smtp.env", environment + "SMTP_LISTENER_DEFAULT_PORT=25\nINBOX_DATA_DIRECTORY=/var/lib/smtp/data\n");

        String said = machine.run(
                "mv smtp-war.war my-application.war",
                page.afterPrompts("useradd"),
                "cp smtp.env /etc; cp smtp.service /etc/systemd/system",
                page.afterPrompts("systemctl enable --now"),
                "printf 'Subject: Hello\\r\\n\\r\\nHello.\\r\\n' |"
                        + " curl -sv smtp://127.0.0.1:25 --mail-from me@example.org --mail-rcpt you@example.org -T -",
                "stat -c '%n %A %U' /var/lib/smtp /var/lib/smtp/spool /var/lib/smtp/data/inbox.mv.db /var/log/smtp",
                "systemctl stop smtp",
                "wc -l /var/log/smtp/audit.jsonl",
                "systemctl show smtp -p ActiveState -p Result");

        assertThat(said)
                .contains(
                        "Listener default is configured by",
                        "Listener default accepts mail on [/127.0.0.1:25]",
                        "< 250 2.0.0 Ok",
                        "/var/lib/smtp drwxr-x--- payara",
                        "/var/lib/smtp/spool drwxr-x--- payara",
                        "/var/lib/smtp/data/inbox.mv.db -rw------- payara",
                        "/var/log/smtp drwxr-x--- payara",
                        "\n1 /var/log/smtp/audit.jsonl",
                        "Result=success\nActiveState=inactive");
    }

    private static Program.Result shell(String command) throws Exception {
        return Program.run(Path.of("/dev/null"), List.of("sh", "-c", command));
    }
}
