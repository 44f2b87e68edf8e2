package org.smtpconnector.it.howto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.smtpconnector.it.inbox.Program;

/** A machine that systemd starts, with the programs of this one and a network of its own. */
final class SystemdMachine {

    private static final Path SCRIPT = Path.of(System.getProperty("test.resources.dir"), "systemd", "machine.sh");

    private final Path folder;

    private SystemdMachine(Path folder) {
        this.folder = folder;
    }

    /** Prepares a machine that has a folder; skips the test where somebody else than root runs it. */
    static SystemdMachine in(Path folder) {
        Program.require("systemctl", "systemd");
        Program.require("unshare", "util-linux");
        Program.require("ip", "iproute2");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "Only root can start systemd");
        return new SystemdMachine(folder);
    }

    void copy(Path from, String file) throws IOException {
        Files.copy(from.resolve(file), folder.resolve(file));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Starts the machine, runs commands in the folder until one fails, and stops the machine; returns what the commands, or after a failure the journal, have said. */
    String run(String... commands) throws IOException, InterruptedException {
        write(
                "commands.sh",
                "trap 'journalctl --no-pager | grep -v kernel:' ERR\ncd /mnt\n" + String.join("\n", commands) + "\n");
        Program.Result machine =
                Program.run(Path.of("/dev/null"), List.of("bash", SCRIPT.toString(), folder.toString()));
        Path said = folder.resolve("said.txt");
        if (!Files.exists(said)) {
            throw new IOException("The machine has not started: " + machine.output());
        }
        return Files.readString(said);
    }
}
