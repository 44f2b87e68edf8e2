package org.smtpconnector.inbox.client.junit;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of starts that fail; the container tests start an inbox. */
class InboxProcessTest {

    @TempDir
    private Path home;

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        Files.createFile(home.resolve("payara-micro.jar"));
        assertThatIllegalStateException()
                .isThrownBy(() -> InboxProcess.start(home))
                .withMessageContaining(home.resolve("smtp-connector.rar").toString());
    }

    @Test
    void saysWhatAServerSaidThatDoesNotStart() throws IOException {
        for (String name : new String[] {"payara-micro.jar", "smtp-connector.rar", "smtp-war.war"}) {
            Files.createFile(home.resolve(name));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> InboxProcess.start(home))
                .withMessageContaining("ended by itself")
                .withMessageContaining("payara-micro.jar");
    }
}
