package org.smtpconnector.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.inbox.Program;

/** A client as people have it sees of a commit that fails that its message was refused for now, and is stored the next time. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RetryIT {

    @TempDir
    private Path directory;

    @Test
    void aClientIsToldToTryAgainWhenTheCommitFailsAndThenItsMessageIsStored() throws Exception {
        Program.require("msmtp", "msmtp");
        Path message = Files.writeString(directory.resolve("message.eml"), "Subject: retry-msmtp\n\nText\n");

        Program.Result first = send(message);
        assertThat(first.status()).as(first.output()).isNotZero();
        assertThat(first.output()).contains("server message: 451 4.3.0");
        assertThat(Client.stored("retry-msmtp")).isEmpty();

        Program.Result second = send(message);
        assertThat(second.status()).as(second.output()).isZero();
        assertThat(Client.stored("retry-msmtp")).isEqualTo("commit-fails-once");
    }

    private static Program.Result send(Path message) throws Exception {
        return Program.run(
                message,
                List.of(
                        "msmtp",
                        "--file=/dev/null",
                        "--host=127.0.0.1",
                        "--port=" + Client.address("default").getPort(),
                        "--domain=client.example",
                        "--from=sender@example.org",
                        "--",
                        "commit-fails-once@example.org"));
    }
}
