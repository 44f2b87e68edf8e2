package org.smtpconnector.it.howto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.smtpconnector.it.conformance.server.Ports;

/** Runs {@code docs/tutorial.md} as it stands there, in an empty folder, with its ports 8080 and 2525. */
@Tag("howto")
class TutorialIT {

    private static final Path ARCHIVES = Path.of(System.getProperty("test.server.dir"));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @Test
    void aReaderGetsFromAnEmptyFolderToATest() throws Exception {
        HowToPage page = HowToPage.read(Documents.TUTORIAL);
        assertThat(List.of(8080, 2525))
                .as("The ports that the page needs are free")
                .allMatch(Ports::isFree);
        assertThat(page.text()).contains("<version>" + ReaderMaven.VERSION + "</version>");
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        Files.copy(ARCHIVES.resolve("smtp-connector.rar"), folder.resolve("smtp-connector.rar"));
        Files.createSymbolicLink(
                folder.resolve("payara-micro.jar"),
                ARCHIVES.resolve("payara-micro.jar").toAbsolutePath());

        String said = PageRun.of(page, folder)
                .with(ReaderMaven.in(temporary, "api", "mdb-testkit").environment())
                .run();

        assertThat(said).contains("me@example.org to [you@example.org]: Hello", "Tests run: 1, Failures: 0, Errors: 0");
        assertThat(folder.resolve("hello/src/main/java/org/example/HelloInbox.java"))
                .hasContent(Documents.helloInbox("org.example"));
    }
}
